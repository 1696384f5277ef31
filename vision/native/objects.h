// An object detector of the YOLO family over OpenCV's dnn.
#pragma once
#include <opencv2/dnn.hpp>
#include <string>
#include <vector>
#include "objects_api.h"

namespace ugv {

class Objects {
public:
    explicit Objects(const ugv_object_settings& settings);

    std::vector<ugv_object> detect(const uint8_t* jpeg, int length, cv::Rect2f part);
    const std::string& output() const { return output_; }

private:
    // Where the picture lies in the network's input.
    struct Fit { float scale_x, scale_y, left, top; };
    struct Found { std::vector<cv::Rect2d> boxes; std::vector<float> scores; std::vector<int> classes; };

    std::vector<cv::Mat> run(const cv::Mat& picture, Fit& fit);
    cv::Mat fitted(const cv::Mat& picture, Fit& fit) const;
    void recognise(const std::vector<cv::Mat>& outputs);
    int layout_of(const cv::Mat& output) const;
    void read(const cv::Mat& output, Found& found) const;
    void read_row(const float* row, int cell, Found& found) const;
    void read_columns(const cv::Mat& output, Found& found) const;
    void add(cv::Rect2d box, float score, int number, Found& found) const;
    void place_cells();

    ugv_object_settings settings_;
    cv::dnn::Net net_;
    std::vector<std::string> outputs_;
    int layout_ = UGV_LAYOUT_AUTO;
    int classes_ = 0;
    std::string output_;
    std::vector<cv::Vec3f> cells_;  // of the grid layout: column, row, stride
};

}  // namespace ugv
