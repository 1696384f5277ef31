// An object detector of the YOLO family over OpenCV's dnn.
#pragma once
#include <opencv2/dnn.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include "objects_api.h"

namespace ugv {

class Objects {
public:
    using Seen = std::vector<ugv_object>;

    explicit Objects(const ugv_object_settings& settings);

    Seen detect(const uint8_t* jpeg, int length, cv::Rect2f part);
    // Whole pictures, in one pass where the network allows it; nothing for one that is no picture.
    std::vector<std::optional<Seen>> detect_all(const std::vector<std::pair<const uint8_t*, int>>& jpegs);
    const std::string& output() const { return output_; }
    bool batches() const { return batches_; }

private:
    // Where the picture lies in the network's input.
    struct Fit { float scale_x, scale_y, left, top; };
    struct Fitted { cv::Mat input; Fit fit; cv::Rect view; cv::Size picture; };
    struct Found { std::vector<cv::Rect2d> boxes; std::vector<float> scores; std::vector<int> classes; };

    void open();
    Fitted fit_in(const uint8_t* jpeg, int length, cv::Rect2f part) const;
    cv::Mat fitted(const cv::Mat& picture, Fit& fit) const;
    std::vector<cv::Mat> run(const std::vector<cv::Mat>& inputs);
    void recognise(const std::vector<cv::Mat>& outputs);
    int layout_of(const cv::Mat& output) const;
    bool find_whether_it_batches();
    bool batches_cost_no_more();
    Seen seen_in(const std::vector<cv::Mat>& outputs, int index, int pictures, const Fitted& from) const;
    void read(const cv::Mat& output, int index, int pictures, Found& found) const;
    void read_row(const float* row, int cell, Found& found) const;
    void read_columns(const float* at, int count, Found& found) const;
    void add(cv::Rect2d box, float score, int number, Found& found) const;
    void place_cells();

    ugv_object_settings settings_;
    std::string model_, weights_;
    cv::dnn::Net net_;
    std::vector<std::string> outputs_;
    int layout_ = UGV_LAYOUT_AUTO;
    int classes_ = 0;
    bool batches_ = false;
    std::string output_;
    std::vector<cv::Vec3f> cells_;  // of the grid layout: column, row, stride
};

}  // namespace ugv
