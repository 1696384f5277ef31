// Small measures on patches of floats.
#pragma once
#include <opencv2/core.hpp>
#include <vector>

namespace ugv {

// Median; reorders the values.
float median_of(std::vector<float>& values);
float median_of(const cv::Mat& patch, const std::vector<int>& where);
float percentile_of(const cv::Mat& patch, const std::vector<int>& where, float share);
// Gradient after a light blur, grey levels per pixel.
void gradients(const cv::Mat& patch, cv::Mat& gx, cv::Mat& gy);
// What is finer than `sigma` in the logarithm of the brightness: light that changes smoothly leaves it as it is.
cv::Mat fine_detail(const cv::Mat& patch, float sigma);
// Local variance that pixels of this noise reach by themselves.
float texture_floor(float noise);

}  // namespace ugv
