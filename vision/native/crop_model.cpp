#include "crop.h"

#include <cmath>

namespace ugv {

namespace {

constexpr int kTrees = 300, kTreeDepth = 12;
constexpr double kCost = 0.002;  // of the logistic regression; from 0.001 to 0.01 hardly anything changes
constexpr float kFarthest = 5;  // standard deviations; no measure counts for more
constexpr uint64_t kSeed = 20260301;

float opinion(const cv::Ptr<cv::ml::RTrees>& trees, const cv::Mat& row) {
    cv::Mat votes;
    trees->getVotes(row, votes, 0);
    const int* count = votes.ptr<int>(1);
    return static_cast<float>(count[1]) / std::max(1, count[0] + count[1]);
}

cv::Ptr<cv::ml::RTrees> grow(const cv::Mat& features, const cv::Mat& open) {
    cv::setRNGSeed(kSeed);  // the trees draw from the process's generator
    auto trees = cv::ml::RTrees::create();
    trees->setMaxDepth(kTreeDepth);
    trees->setMinSampleCount(4);
    trees->setActiveVarCount(static_cast<int>(std::sqrt(features.cols)));
    trees->setTermCriteria({cv::TermCriteria::MAX_ITER, kTrees, 0});
    cv::Mat types(features.cols + 1, 1, CV_8U, cv::Scalar(cv::ml::VAR_ORDERED));
    types.at<uint8_t>(features.cols) = cv::ml::VAR_CATEGORICAL;
    trees->train(cv::ml::TrainData::create(features, cv::ml::ROW_SAMPLE, open, cv::noArray(), cv::noArray(), cv::noArray(), types));
    return trees;
}

}  // namespace

cv::Mat CropModel::scaled(const cv::Mat& features) const {
    cv::Mat result = features.clone();
    for (int y = 0; y < result.rows; y++) {
        cv::Mat row = result.row(y);
        row -= mean_;
        row /= deviation_;
        cv::min(row, kFarthest, row);
        cv::max(row, -kFarthest, row);
    }
    return result;
}

CropModel CropModel::train(const cv::Mat& features, const cv::Mat& open, bool by_hand) {
    CropModel model;
    cv::reduce(features, model.mean_, 0, cv::REDUCE_AVG);
    cv::Mat squares;
    cv::reduce(features.mul(features), squares, 0, cv::REDUCE_AVG);
    cv::sqrt(cv::max(squares - model.mean_.mul(model.mean_), 1e-8), model.deviation_);
    const cv::Mat all = model.scaled(features);
    model.lines_ = Logistic::fit(all, open, kCost);
    if (by_hand) model.trees_ = grow(all, open);
    return model;
}

float CropModel::predict(const cv::Mat& features) const {
    if (features.cols != mean_.cols) throw std::runtime_error("the features are not those that the classifier was trained with");
    const cv::Mat row = scaled(features);
    const float first = lines_.predict(row);
    return trees_.empty() ? first : (first + opinion(trees_, row)) / 2;
}

void CropModel::save(const std::string& file) const {
    cv::FileStorage storage(file, cv::FileStorage::WRITE | cv::FileStorage::FORMAT_YAML);
    if (!storage.isOpened()) throw std::runtime_error("cannot write " + file);
    storage << "mean" << mean_ << "deviation" << deviation_;
    lines_.write(storage, "lines");
    if (trees_.empty()) return;
    storage << "trees" << "{";
    trees_->write(storage);
    storage << "}";
}

CropModel CropModel::load(const std::string& file) {
    cv::FileStorage storage(file, cv::FileStorage::READ);
    if (!storage.isOpened()) throw std::runtime_error("cannot read " + file);
    CropModel model;
    storage["mean"] >> model.mean_;
    storage["deviation"] >> model.deviation_;
    model.lines_ = Logistic::read(storage, "lines");
    const cv::FileNode trees = storage["trees"];
    if (!trees.empty()) model.trees_ = cv::Algorithm::read<cv::ml::RTrees>(trees);
    if (model.mean_.empty() || model.deviation_.empty() || model.lines_.empty()) throw std::runtime_error(file + " is no cover classifier");
    return model;
}

}  // namespace ugv
