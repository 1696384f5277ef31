#include "crop.h"

#include <opencv2/imgproc.hpp>
#include <cmath>
#include <sstream>

namespace ugv {

namespace {

constexpr int kTrees = 300, kTreeDepth = 12;
constexpr float kTreesSay = 2, kHandSays = 1, kRestSays = 1, kNetSays = 8;  // weights of the opinions
constexpr double kHandCost = 1, kRestCost = 3, kNetCost = 0.01, kSpread = 0.3;  // of the support vector machines
constexpr float kSlope = 1.5f;  // turns the distance to a support vector machine's border into a probability
constexpr uint64_t kSeed = 20260301;

cv::Ptr<cv::ml::SVM> fit_svm(const cv::Mat& features, const cv::Mat& open, double c, double gamma) {
    auto svm = cv::ml::SVM::create();
    svm->setType(cv::ml::SVM::C_SVC);
    svm->setKernel(gamma > 0 ? cv::ml::SVM::RBF : cv::ml::SVM::LINEAR);
    svm->setC(c);
    if (gamma > 0) svm->setGamma(gamma);
    svm->setTermCriteria({cv::TermCriteria::MAX_ITER + cv::TermCriteria::EPS, 10000, 1e-4});
    svm->train(features, cv::ml::ROW_SAMPLE, open);
    return svm;
}

// The raw decision of OpenCV's machines is positive for the smaller label.
float opinion(const cv::Ptr<cv::ml::SVM>& svm, const cv::Mat& row) {
    const float margin = -svm->predict(row, cv::noArray(), cv::ml::StatModel::RAW_OUTPUT);
    return 1 / (1 + std::exp(-kSlope * margin));
}

float opinion(const cv::Ptr<cv::ml::RTrees>& trees, const cv::Mat& row) {
    cv::Mat votes;
    trees->getVotes(row, votes, 0);
    const int* count = votes.ptr<int>(1);
    return static_cast<float>(count[1]) / std::max(1, count[0] + count[1]);
}

template <typename Model>
void write(cv::FileStorage& file, const char* name, const cv::Ptr<Model>& model) {
    if (model.empty()) return;
    file << name << "{";
    model->write(file);
    file << "}";
}

template <typename Model>
cv::Ptr<Model> read(const cv::FileStorage& file, const char* name) {
    const cv::FileNode node = file[name];
    return node.empty() ? cv::Ptr<Model>() : cv::Algorithm::read<Model>(node);
}

}  // namespace

CropNet::CropNet(const std::string& file, const std::string& layers) : net_(cv::dnn::readNet(file)) {
    std::stringstream names(layers);
    for (std::string name; std::getline(names, name, ',');) layers_.push_back(name);
    net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
}

int CropNet::count() {
    if (count_ == 0) count_ = static_cast<int>(features(cv::Mat(kSide, kSide, CV_8UC3, cv::Scalar::all(90))).size());
    return count_;
}

std::vector<float> CropNet::features(const cv::Mat& crop) {
    net_.setInput(cv::dnn::blobFromImage(crop, 1.0, {kSide, kSide}));
    std::vector<cv::Mat> outputs;
    net_.forward(outputs, layers_);
    std::vector<float> f;
    for (const cv::Mat& o : outputs) {
        const int channels = o.size[1], h = o.size[2], w = o.size[3];
        for (int c = 0; c < channels; c++) {
            const cv::Mat plane(h, w, CV_32F, const_cast<float*>(o.ptr<float>(0, c)));
            f.push_back(static_cast<float>(cv::mean(plane)[0]));
            f.push_back(static_cast<float>(cv::mean(plane(cv::Rect(w / 4, h / 4, w / 2, h / 2)))[0]));
        }
    }
    return f;
}

cv::Mat CropModel::scaled(const cv::Mat& features, int from, int to) const {
    cv::Mat result = features.colRange(from, to).clone();
    for (int y = 0; y < result.rows; y++) {
        cv::Mat row = result.row(y);
        row -= mean_.colRange(from, to);
        row /= deviation_.colRange(from, to);
        cv::min(row, 5, row);
        cv::max(row, -5, row);
    }
    return result;
}

CropModel CropModel::train(const cv::Mat& features, const cv::Mat& open) {
    CropModel model;
    cv::reduce(features, model.mean_, 0, cv::REDUCE_AVG);
    cv::Mat squares;
    cv::reduce(features.mul(features), squares, 0, cv::REDUCE_AVG);
    cv::sqrt(cv::max(squares - model.mean_.mul(model.mean_), 1e-8), model.deviation_);
    const int hand = crop_hand_count(), all = crop_feature_count();

    cv::setRNGSeed(kSeed);  // the trees draw from the process's generator
    model.trees_ = cv::ml::RTrees::create();
    model.trees_->setMaxDepth(kTreeDepth);
    model.trees_->setMinSampleCount(4);
    model.trees_->setActiveVarCount(14);
    model.trees_->setTermCriteria({cv::TermCriteria::MAX_ITER, kTrees, 0});
    cv::Mat types(features.cols + 1, 1, CV_8U, cv::Scalar(cv::ml::VAR_ORDERED));
    cv::Mat some = model.scaled(features, 0, hand);
    types = types.rowRange(0, hand + 1).clone();
    types.at<uint8_t>(hand) = cv::ml::VAR_CATEGORICAL;
    model.trees_->train(cv::ml::TrainData::create(some, cv::ml::ROW_SAMPLE, open, cv::noArray(), cv::noArray(), cv::noArray(), types));
    model.hand_ = fit_svm(some, open, kHandCost, kSpread / hand);
    model.rest_ = fit_svm(model.scaled(features, hand, all), open, kRestCost, kSpread / (all - hand));
    if (features.cols > all) model.net_ = fit_svm(model.scaled(features, all, features.cols), open, kNetCost, 0);
    return model;
}

float CropModel::predict(const cv::Mat& features) const {
    if (features.cols != mean_.cols) throw std::runtime_error("the features are not those that the classifier was trained with");
    const int hand = crop_hand_count(), all = crop_feature_count();
    const cv::Mat by_hand = scaled(features, 0, hand);
    float sum = kTreesSay * opinion(trees_, by_hand) + kHandSays * opinion(hand_, by_hand) + kRestSays * opinion(rest_, scaled(features, hand, all));
    float weight = kTreesSay + kHandSays + kRestSays;
    if (!net_.empty()) {
        sum += kNetSays * opinion(net_, scaled(features, all, features.cols));
        weight += kNetSays;
    }
    return sum / weight;
}

void CropModel::save(const std::string& file) const {
    cv::FileStorage storage(file, cv::FileStorage::WRITE | cv::FileStorage::FORMAT_YAML);
    if (!storage.isOpened()) throw std::runtime_error("cannot write " + file);
    storage << "mean" << mean_ << "deviation" << deviation_;
    write(storage, "trees", trees_);
    write(storage, "hand", hand_);
    write(storage, "rest", rest_);
    write(storage, "net", net_);
}

CropModel CropModel::load(const std::string& file) {
    cv::FileStorage storage(file, cv::FileStorage::READ);
    if (!storage.isOpened()) throw std::runtime_error("cannot read " + file);
    CropModel model;
    storage["mean"] >> model.mean_;
    storage["deviation"] >> model.deviation_;
    model.trees_ = read<cv::ml::RTrees>(storage, "trees");
    model.hand_ = read<cv::ml::SVM>(storage, "hand");
    model.rest_ = read<cv::ml::SVM>(storage, "rest");
    model.net_ = read<cv::ml::SVM>(storage, "net");
    if (model.mean_.empty() || model.trees_.empty() || model.hand_.empty() || model.rest_.empty()) throw std::runtime_error(file + " is no cover classifier");
    return model;
}

}  // namespace ugv
