// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalogue/catalogue.h"
#include "model/formats/import.h"

namespace skydraft {

/// Makes a drawing of what `aws ec2|elbv2|elb|rds|elasticache|es describe-*` printed. A file is
/// known by the lists in it ("Subnets", "Reservations"), not by its name; files of several accounts
/// and regions may come together, in folders named after their region. Ids are those of AWS, load
/// balancers and target groups have their names. What cannot be read becomes a note, and the rest
/// is imported.
Imported importAwsDescribe(const Catalogue& catalogue, const std::vector<ImportFile>& files);

} // namespace skydraft
