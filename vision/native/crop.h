// Features of one crop of a cover, and the classifier over them.
#pragma once
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/ml.hpp>
#include <string>
#include <vector>
#include "crop_api.h"
#include "logistic.h"

namespace ugv {

constexpr int kCropSide = 64;      // the cover with its margin, scaled to this square
constexpr float kCropMargin = 0.15f;  // on each side, in widths of the cover

// The square around a cover, changed as asked (ugv_crop_variant).
cv::Mat crop_sample(const cv::Mat& picture, const ugv_crop_box& box, int variant, int seed, int side);

// Measures made by hand: shape, darkness and texture.
std::vector<float> crop_features(const cv::Mat& crop);
int crop_feature_count();

// Early layers of a detector network, mean-pooled over the cover's core, its inside and the ground around it.
class CropNet {
public:
    CropNet(const std::string& file, const std::string& layers);
    int count();
    std::vector<float> features(const cv::Mat& crop);
    static constexpr int kSide = 128;

private:
    cv::dnn::Net net_;
    std::vector<cv::String> layers_;
    int count_ = 0;
};

// Logistic regression over the features; where these are measures made by hand, averaged with random trees.
class CropModel {
public:
    static CropModel train(const cv::Mat& features, const cv::Mat& open, bool by_hand);
    static CropModel load(const std::string& file);
    void save(const std::string& file) const;
    float predict(const cv::Mat& features) const;

private:
    cv::Mat scaled(const cv::Mat& features) const;

    cv::Mat mean_, deviation_;
    Logistic lines_;
    cv::Ptr<cv::ml::RTrees> trees_;  // none over a network's layers
};

}  // namespace ugv
