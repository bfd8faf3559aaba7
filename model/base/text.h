// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace skydraft {

/// A name or a help text that a data file gives in both languages.
struct LocalizedText
{
    std::string en{};
    std::string ko{};

    /// The text in `language` ("ko", "ko_KR", "en", …); English where the language is not Korean
    /// or the Korean is missing.
    const std::string& in(std::string_view language) const;

    bool operator==(const LocalizedText&) const = default;
};

class Text;

/// What stands for %1, %2 … in a Text: a plain text, a name of the catalogue or a sentence.
using TextArgument = std::variant<std::string, LocalizedText, std::shared_ptr<const Text>>;

/// The translation of `source` under `context`; the source itself where there is none.
using Translate = std::function<std::string(const char* context, const char* source)>;

/// A sentence of the model, kept as data: its source (English), the context under which translators
/// find it and its arguments. The edge translates: widgets through Qt Linguist, the command line
/// with english(). Make one with MODEL_TEXT, so that lupdate finds the source.
class Text
{
public:
    Text() = default;
    Text(const char* context, const char* source)
        : m_context(context)
        , m_source(source)
    {}

    /// A copy with `argument` for the next free place: MODEL_TEXT("Edit", "no %1").with(name).
    Text with(TextArgument argument) const;
    Text with(std::string argument) const { return with(TextArgument(std::move(argument))); }
    Text with(const Text& sentence) const;
    /// The same for a number, written without trailing zeros.
    Text with(double number) const;
    Text with(int number) const { return with(std::to_string(number)); }
    Text with(const char* argument) const { return with(std::string(argument)); }

    const char* context() const { return m_context; }
    const char* source() const { return m_source; }
    const std::vector<TextArgument>& arguments() const { return m_arguments; }
    bool empty() const { return *m_source == '\0'; }

    std::string english() const;

    /// The sentence in `language` ("en", "ko"), arguments included.
    std::string in(std::string_view language, const Translate& translate) const;

    bool operator==(const Text& other) const;

private:
    const char* m_context = "";
    const char* m_source = "";
    std::vector<TextArgument> m_arguments;
};

/// A number as people write it: "0.5", "80", never "80.000000".
std::string plainNumber(double number);

} // namespace skydraft

/// Marks a sentence for translation (lupdate reads it as QT_TRANSLATE_NOOP).
#define MODEL_TEXT(context, source) ::skydraft::Text((context), (source))
