// Drives every function of the C interface, with good and with bad input, so that a memory checker can watch.
#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>
#include "ugvision.h"

namespace drive {

using Bytes = std::vector<uint8_t>;

// A call that must succeed, and one that must be refused with a message.
void ok(int32_t status, const char* file = __builtin_FILE(), int line = __builtin_LINE());
void refused(int32_t status, const char* file = __builtin_FILE(), int line = __builtin_LINE());
void demand(bool holds, const char* what);

constexpr int kWidth = 640, kHeight = 360;

// One picture of a drawn street at a moment: somebody walks through and puts a crate down at three seconds; the manhole cover is
// taken away at fifteen; the light changes all the time.
Bytes street(double seconds, double light = 1);
Bytes encode(const Bytes& bgr, int width, int height, int quality = 85);
Bytes take(ugv_buffer& buffer);
Bytes broken(const Bytes& jpeg);  // its end is missing
Bytes noise();                    // no picture at all

struct Box { float x, y, width, height; };
constexpr Box kCover{0.62f, 0.7f, 0.1f, 0.11f};  // relative to the picture

void scenes(double seconds);
void covers();
void health();
void pictures();
void canvases();
void crops(const std::string& models);
void objects(const std::string& models);

}  // namespace drive
