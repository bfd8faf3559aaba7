// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace skydraft {

/// Availability is the share of time that something works, 0..1. Parts fail independently.
/// Sources: K. Trivedi, Probability and Statistics with Reliability, Queuing and Computer Science
/// Applications (2nd edition, 2002), chapters 3 and 8.

/// All of them are needed.
double seriesAvailability(const std::vector<double>& parts);
/// One of them is enough.
double parallelAvailability(const std::vector<double>& parts);
/// `needed` of `count` equal ones are enough.
double availabilityOfSome(std::uint32_t needed, std::uint32_t count, double each);
/// Mean time between failures / (that + mean time to repair), by the renewal theorem.
double renewalAvailability(double betweenFailures, double toRepair);
/// Down time within `span` at this availability.
double downTime(double availability, double span);

struct PairFigures
{
    double unavailability = 0;
    double timeToFailure = 0; ///< mean time from both up to both down
};
/// Two units of which one is enough, repaired one at a time (a birth-death process of three
/// states).
PairFigures pairWithOneCrew(double betweenFailures, double toRepair);

/// What happens to a backlog while more arrives than `capacity` serves, as a fluid: `arrivalRate`
/// for `duration`, then `laterRate`.
struct BacklogFigures
{
    double peak = 0;         ///< requests
    double drainTime = 0;    ///< from the end of the overload; infinite where it never drains
    double longestDelay = 0; ///< of a request that arrives at the peak
    double requestTime = 0;  ///< requests times time spent waiting, all of them
};
BacklogFigures backlog(double arrivalRate, double capacity, double duration, double laterRate);

/// When a check that runs every `interval` notices a failure at a random time: after `threshold`
/// failed checks in a row, each of which takes `timeout` to fail.
struct DetectionFigures
{
    double mean = 0;
    double longest = 0;
};
DetectionFigures detectionTime(double interval, std::uint32_t threshold, double timeout);

/// Requests that fail while one of `targets`, to which requests go in turn, is dead and not
/// noticed.
double failuresUntilDetection(double arrivalRate, std::uint32_t targets, double detection);

/// The share of messages delivered twice, where work takes an exponential time and the message
/// becomes visible again after `visibility` (Amazon SQS developer guide, "Visibility timeout").
double duplicateShare(double meanWork, double visibility);

/// How long a burstable instance works at full load until its credits are spent, minutes: one
/// credit is one vCPU at 100 % for a minute (Amazon EC2 user guide, "Key concepts for burstable
/// performance instances").
double minutesUntilThrottled(double credits, double busyVcpus, double baselineVcpus);

} // namespace skydraft
