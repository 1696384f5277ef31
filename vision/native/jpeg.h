// JPEG in and out.
#pragma once
#include <opencv2/core.hpp>
#include <cstdint>
#include <stdexcept>
#include "ugvision.h"

namespace ugv {

// The bytes are no complete JPEG.
struct unreadable : std::runtime_error { using std::runtime_error::runtime_error; };

// Size in the header. Throws unreadable if there is none, if the picture ends early, or if it is too large.
cv::Size jpeg_size(const uint8_t* jpeg, int length);

// Decodes in colour, at 1/1, 1/2, 1/4 or 1/8, the smallest that still covers `wanted`.
cv::Mat jpeg_decode(const uint8_t* jpeg, int length, cv::Size wanted);

// Decodes in colour at full size.
cv::Mat jpeg_decode(const uint8_t* jpeg, int length);

// Encodes into a buffer that ugv_buffer_free releases.
ugv_buffer jpeg_encode(const cv::Mat& picture, int quality);

// Grid of about `pixels` pixels with nearly the picture's proportions; its width is a multiple of 16.
cv::Size grid_for(cv::Size picture, int pixels);

}  // namespace ugv
