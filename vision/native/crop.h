// Features of one crop of a cover, and the classifier over them.
#pragma once
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/ml.hpp>
#include <string>
#include <vector>
#include "crop_api.h"

namespace ugv {

constexpr int kCropSide = 64;      // the cover with its margin, scaled to this square
constexpr float kCropMargin = 0.15f;  // on each side, in widths of the cover

// The square around a cover, jittered as asked.
cv::Mat crop_sample(const cv::Mat& picture, const ugv_crop_box& box, int strength, int seed, int side);

// Shape, darkness and texture.
std::vector<float> crop_features(const cv::Mat& crop);
int crop_hand_count();  // the first of them that are measures made by hand
int crop_feature_count();

// Early layers of a detector network, mean-pooled over the crop and over its middle.
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

// Random trees and support vectors over scaled features; their opinions are averaged.
class CropModel {
public:
    static CropModel train(const cv::Mat& features, const cv::Mat& open);
    static CropModel load(const std::string& file);
    void save(const std::string& file) const;
    float predict(const cv::Mat& features) const;

private:
    cv::Mat scaled(const cv::Mat& features, int from, int to) const;

    cv::Mat mean_, deviation_;
    cv::Ptr<cv::ml::RTrees> trees_;
    cv::Ptr<cv::ml::SVM> hand_, rest_, net_;
};

}  // namespace ugv
