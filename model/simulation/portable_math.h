// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skydraft {

/// Natural logarithm of a positive, finite, normal number. Made of additions and multiplications
/// only, which IEEE 754 fixes to the last bit, so that every platform draws the same random
/// numbers; the C library's log() may differ in the last place. Absolute error below 4e-16 near 1,
/// relative error below 4e-16 elsewhere.
double portableLog(double x);

/// e^x, with the same promise; 0 below -708 and the largest double above 709. Relative error 1e-15.
double portableExp(double x);

} // namespace skydraft
