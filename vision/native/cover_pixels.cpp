#include "cover_pixels.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>

namespace ugv {

namespace {

constexpr float kDarkOffset = 10;  // keeps the logarithm of dark pixels from magnifying their noise

constexpr int kBuckets = 256;

// The n-th smallest. Values are first counted in buckets of equal width, so that only the bucket it lies in has to be ordered: the
// same answer as std::nth_element in a fraction of its time, which picture noise makes long.
float nth(std::vector<float>& values, size_t n) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const float from = *low, scale = (kBuckets - 1) / (*high - *low);
    if (values.size() < kBuckets || !std::isfinite(scale)) {
        std::nth_element(values.begin(), values.begin() + n, values.end());
        return values[n];
    }
    int counts[kBuckets] = {};
    for (float v : values) counts[static_cast<int>((v - from) * scale)]++;
    int bucket = 0;
    size_t before = 0;
    while (before + counts[bucket] <= n) before += counts[bucket++];
    size_t kept = 0;
    for (float v : values) {
        if (static_cast<int>((v - from) * scale) == bucket) values[kept++] = v;
    }
    std::nth_element(values.begin(), values.begin() + (n - before), values.begin() + kept);
    return values[n - before];
}

std::vector<float> picked(const cv::Mat& patch, const std::vector<int>& where) {
    std::vector<float> values;
    values.reserve(where.size());
    for (int at : where) values.push_back(patch.ptr<float>()[at]);
    return values;
}

}  // namespace

float median_of(std::vector<float>& values) { return values.empty() ? 0 : nth(values, values.size() / 2); }

float median_of(const cv::Mat& patch, const std::vector<int>& where) {
    std::vector<float> values = picked(patch, where);
    return median_of(values);
}

float percentile_of(const cv::Mat& patch, const std::vector<int>& where, float share) {
    std::vector<float> values = picked(patch, where);
    return values.empty() ? 0 : nth(values, std::min(values.size() - 1, static_cast<size_t>(share * values.size())));
}

void gradients(const cv::Mat& patch, cv::Mat& gx, cv::Mat& gy) {
    cv::Mat smooth;
    cv::GaussianBlur(patch, smooth, {0, 0}, 0.8);
    cv::Sobel(smooth, gx, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(smooth, gy, CV_32F, 0, 1, 3, 0.125);
}

cv::Mat fine_detail(const cv::Mat& patch, float sigma) {
    cv::Mat logarithm, smooth;
    cv::log(cv::max(patch, 0) + kDarkOffset, logarithm);
    cv::GaussianBlur(logarithm, smooth, {0, 0}, sigma);
    return logarithm - smooth;
}

float texture_floor(float noise) { return 2 * (2 * noise) * (2 * noise); }

}  // namespace ugv
