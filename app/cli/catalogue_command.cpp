// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/formats/result_json.h"

#include <memory>

namespace skydraft::cli {

void addCatalogueCommand(CLI::App& app, Action& action)
{
    auto format = std::make_shared<std::string>("text");
    CLI::App* command =
        app.add_subcommand("catalogue", "List every service type with its properties");
    command->add_option("--format", *format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([format, &action] {
        action = [format] {
            if (*format == "json")
                return finish(printJson(catalogueToJson(Catalogue::builtIn())));
            std::string text;
            for (const ServiceType& type : Catalogue::builtIn().types()) {
                text += type.id + "  " + type.name.en + "\n";
                for (const Property& property : type.properties)
                    text += "    " + property.name + "  " + property.label.en + " (default "
                            + compactJson(property.defaultValue)
                            + (property.unit.empty() ? "" : " " + property.unit) + ")\n";
            }
            return finish(writeOutput("-", text));
        };
    });
}

} // namespace skydraft::cli
