// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"

#include <tl/expected.hpp>

#include <string>

namespace skydraft {

/// What went wrong. Tests and callers compare these; people read Error::message.
enum class ErrorCode
{
    Syntax,            ///< not JSON, or not UTF-8
    TooDeep,           ///< nested deeper than a document may be
    TooLarge,          ///< longer than a document may be
    DuplicateKey,      ///< one object has the same member twice
    WrongType,         ///< a number where a text is wanted, and so on
    MissingMember,     ///< a member that must be there is not
    UnknownFormat,     ///< not a document of ours
    NewerVersion,      ///< written by a later version
    DuplicateId,       ///< an id that is taken
    InvalidId,         ///< an id that is empty or has characters an id may not have
    DanglingReference, ///< an id that names nothing
    WrongReference,    ///< an id that names a resource of a type that cannot stand there
    ParentCycle,       ///< a resource would contain itself
    OutOfRange,        ///< below the minimum or above the maximum
    InvalidChoice,     ///< not one of the choices
    InvalidValue,      ///< a text that is not an address, a CIDR block …
    InvalidParent,     ///< this type cannot stand in that one
    AmbiguousName,     ///< a name that several resources have
    Unsupported,       ///< understood, but this version cannot do it
    ReadFailed,        ///< the system refused to read
    WriteFailed,       ///< the system refused to write
    Cancelled,         ///< someone asked to stop
};

/// Where in the input. A reader fills what it knows: always the pointer, and the line and column
/// when it still holds the text.
struct Location
{
    std::string source{};  ///< file name, "-" for standard input, empty when there is no file
    std::string pointer{}; ///< JSON pointer, "" is the whole document
    int line = 0;          ///< from 1; 0 when unknown
    int column = 0;        ///< from 1, counted in characters

    bool operator==(const Location&) const = default;
};

struct Error
{
    ErrorCode code = ErrorCode::Syntax;
    Text message{};
    Location location{};
};

/// A value or the reason why there is none. Functions that return it do not throw.
template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, Text message, std::string pointer = {})
{
    return tl::unexpected<Error>(
        Error{code, std::move(message), Location{.pointer = std::move(pointer)}});
}

/// "file:line:column: message", with the JSON pointer where no line is known.
std::string describe(const Error& error);

/// `describe` with the message already translated.
std::string describe(const Error& error, const std::string& message);

} // namespace skydraft
