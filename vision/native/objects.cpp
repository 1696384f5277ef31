#include "objects.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include <sstream>
#include "jpeg.h"

namespace ugv {

namespace {

constexpr int kStrides[] = {8, 16, 32};
constexpr double kApart = 1e5;
constexpr int kCandidatesMax = 2000;  // before overlapping ones are dropped

std::string shape(const cv::Mat& m) {
    std::ostringstream text;
    for (int i = 0; i < m.dims; i++) text << (i ? "x" : "") << m.size[i];
    return text.str();
}

int cells_of(int width, int height) {
    int cells = 0;
    for (int s : kStrides) cells += (width / s) * (height / s);
    return cells;
}

const char* name_of(int layout) {
    switch (layout) {
        case UGV_LAYOUT_REGION: return "region";
        case UGV_LAYOUT_YOLOX: return "yolox";
        case UGV_LAYOUT_ROWS: return "rows";
        default: return "columns";
    }
}

}  // namespace

Objects::Objects(const ugv_object_settings& settings)
    : settings_(settings), model_(settings.model), weights_(settings.weights != nullptr ? settings.weights : ""), layout_(settings.layout), classes_(settings.classes) {
    settings_.model = settings_.weights = nullptr;  // the caller's strings end with the call
    open();
    recognise(run({cv::Mat(settings_.height, settings_.width, CV_8UC3, cv::Scalar::all(settings_.pad))}));
    batches_ = settings_.batch != UGV_BATCH_NEVER && find_whether_it_batches() && (settings_.batch == UGV_BATCH_ALWAYS || batches_cost_no_more());
}

void Objects::open() {
    net_ = weights_.empty() ? cv::dnn::readNet(model_) : cv::dnn::readNet(weights_, model_);
    if (net_.empty()) throw std::runtime_error("OpenCV reads no layer from the model");
    net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net_.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    outputs_ = net_.getUnconnectedOutLayersNames();
}

cv::Mat Objects::fitted(const cv::Mat& picture, Fit& fit) const {
    const cv::Size input(settings_.width, settings_.height);
    cv::Mat result;
    if (settings_.fit == UGV_FIT_STRETCH) {
        fit = {picture.cols / static_cast<float>(input.width), picture.rows / static_cast<float>(input.height), 0, 0};
        cv::resize(picture, result, input, 0, 0, picture.cols > input.width ? cv::INTER_AREA : cv::INTER_LINEAR);
        return result;
    }
    const float scale = std::min(input.width / static_cast<float>(picture.cols), input.height / static_cast<float>(picture.rows));
    cv::Mat small;
    cv::resize(picture, small, {std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale))}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const int right = std::max(0, input.width - small.cols), bottom = std::max(0, input.height - small.rows);
    const int left = settings_.fit == UGV_FIT_CENTRE ? right / 2 : 0, top = settings_.fit == UGV_FIT_CENTRE ? bottom / 2 : 0;
    cv::copyMakeBorder(small, result, top, bottom - top, left, right - left, cv::BORDER_CONSTANT, cv::Scalar::all(settings_.pad));
    fit = {1 / scale, 1 / scale, static_cast<float>(left), static_cast<float>(top)};
    return result;
}

std::vector<cv::Mat> Objects::run(const std::vector<cv::Mat>& inputs) {
    const cv::Scalar mean = settings_.red_first ? cv::Scalar(settings_.mean_red, settings_.mean_green, settings_.mean_blue)
                                                : cv::Scalar(settings_.mean_blue, settings_.mean_green, settings_.mean_red);
    net_.setInput(cv::dnn::blobFromImages(inputs, settings_.scale, {settings_.width, settings_.height}, mean, settings_.red_first != 0, false));
    std::vector<cv::Mat> outputs;
    net_.forward(outputs, outputs_);
    return outputs;
}

void Objects::recognise(const std::vector<cv::Mat>& outputs) {
    std::ostringstream text;
    for (const auto& output : outputs) {
        const int layout = layout_ == UGV_LAYOUT_AUTO ? layout_of(output) : layout_;
        if (layout_ != UGV_LAYOUT_AUTO && layout != layout_) throw std::runtime_error("the model's outputs have different layouts");
        layout_ = layout;
        text << (text.tellp() > 0 ? ", " : "") << shape(output);
        const int values = layout == UGV_LAYOUT_COLUMNS ? output.size[1] - 4 : output.size[output.dims - 1] - 5;
        if (values != classes_) {
            std::ostringstream told;
            told << "the model's output " << shape(output) << ", read as " << name_of(layout) << ", has " << values << " classes, but there are " << classes_ << " names";
            throw std::runtime_error(told.str());
        }
    }
    if (layout_ == UGV_LAYOUT_YOLOX) {
        place_cells();
        if (outputs[0].size[1] != static_cast<int>(cells_.size())) throw std::runtime_error("the model's output has not a row for each cell of the strides 8, 16 and 32");
    }
    output_ = std::string(name_of(layout_)) + " " + text.str();
}

int Objects::layout_of(const cv::Mat& output) const {
    if (output.dims == 2 && output.size[1] == 5 + classes_) return UGV_LAYOUT_REGION;
    if (output.dims == 3 && output.size[0] == 1) {
        if (output.size[1] == 4 + classes_ && output.size[2] > output.size[1]) return UGV_LAYOUT_COLUMNS;
        if (output.size[2] == 5 + classes_) {
            // Both ways of YOLOX have a row for each cell; sizes that are logarithms are negative for what is smaller than its cell.
            if (output.size[1] != cells_of(settings_.width, settings_.height)) return UGV_LAYOUT_ROWS;
            const float* row = output.ptr<float>();
            for (int i = 0; i < output.size[1]; i++, row += output.size[2])
                if (row[2] < 0 || row[3] < 0) return UGV_LAYOUT_YOLOX;
            return UGV_LAYOUT_ROWS;
        }
    }
    std::ostringstream told;
    told << "the model's output " << shape(output) << " is none that is known; with " << classes_ << " names it must be 1xNx" << 5 + classes_ << " (YOLOX, YOLOv5), 1x"
         << 4 + classes_ << "xN (YOLOv8) or Nx" << 5 + classes_ << " (Darknet)";
    throw std::runtime_error(told.str());
}

void Objects::place_cells() {
    for (int stride : kStrides)
        for (int y = 0; y < settings_.height / stride; y++)
            for (int x = 0; x < settings_.width / stride; x++) cells_.emplace_back(static_cast<float>(x), static_cast<float>(y), static_cast<float>(stride));
}

void Objects::add(cv::Rect2d box, float score, int number, Found& found) const {
    found.boxes.push_back(box);
    found.scores.push_back(score);
    found.classes.push_back(number);
}

void Objects::read_row(const float* row, int cell, Found& found) const {
    const bool region = layout_ == UGV_LAYOUT_REGION;
    if (!(row[4] >= settings_.score_min)) return;  // also where it is no number
    const float* best = std::max_element(row + 5, row + 5 + classes_);
    const float score = region ? *best : *best * row[4];  // OpenCV has multiplied a region layer's already
    if (!(score >= settings_.score_min)) return;
    float x = row[0], y = row[1], w = row[2], h = row[3];
    if (layout_ == UGV_LAYOUT_YOLOX) {
        const cv::Vec3f& c = cells_[cell];
        x = (x + c[0]) * c[2];
        y = (y + c[1]) * c[2];
        w = std::exp(w) * c[2];
        h = std::exp(h) * c[2];
    } else if (region) {
        x *= settings_.width;
        y *= settings_.height;
        w *= settings_.width;
        h *= settings_.height;
    }
    add({x - w / 2., y - h / 2., w, h}, score, static_cast<int>(best - row - 5), found);
}

void Objects::read_columns(const float* at, int count, Found& found) const {
    for (int i = 0; i < count; i++) {
        int number = 0;
        for (int c = 1; c < classes_; c++)
            if (at[(4 + c) * count + i] > at[(4 + number) * count + i]) number = c;
        const float score = at[(4 + number) * count + i];
        if (!(score >= settings_.score_min)) continue;
        const float w = at[2 * count + i], h = at[3 * count + i];
        add({at[i] - w / 2., at[count + i] - h / 2., w, h}, score, number, found);
    }
}

// Every layout has the numbers of one picture after those of the other.
void Objects::read(const cv::Mat& output, int index, int pictures, Found& found) const {
    const size_t numbers = output.total() / pictures;
    const float* at = output.ptr<float>() + index * numbers;
    if (layout_ == UGV_LAYOUT_COLUMNS) {
        read_columns(at, static_cast<int>(numbers) / (4 + classes_), found);
        return;
    }
    const int values = 5 + classes_, rows = static_cast<int>(numbers) / values;
    for (int i = 0; i < rows; i++) read_row(at + static_cast<size_t>(i) * values, i, found);
}

Objects::Fitted Objects::fit_in(const uint8_t* jpeg, int length, cv::Rect2f part) const {
    const bool whole = part.width <= 0;
    const cv::Mat picture = whole ? jpeg_decode(jpeg, length, {settings_.width, settings_.height}) : jpeg_decode(jpeg, length);
    const float w = static_cast<float>(picture.cols), h = static_cast<float>(picture.rows);
    cv::Rect view({0, 0}, picture.size());
    if (!whole) view &= cv::Rect(cvRound(part.x * w), cvRound(part.y * h), std::max(8, cvRound(part.width * w)), std::max(8, cvRound(part.height * h)));
    Fitted result{{}, {}, view, picture.size()};
    if (!view.empty()) result.input = fitted(picture(view), result.fit);
    return result;
}

Objects::Seen Objects::seen_in(const std::vector<cv::Mat>& outputs, int index, int pictures, const Fitted& from) const {
    Found found;
    for (const auto& output : outputs) read(output, index, pictures, found);
    std::vector<cv::Rect2d> apart = found.boxes;  // things of different classes may lie in one another
    for (size_t i = 0; i < apart.size(); i++) apart[i].x += found.classes[i] * kApart;
    std::vector<int> kept;
    cv::dnn::NMSBoxes(apart, found.scores, settings_.score_min, settings_.overlap_max, kept, 1.f, kCandidatesMax);
    std::sort(kept.begin(), kept.end(), [&](int a, int b) { return found.scores[a] > found.scores[b]; });

    Seen seen;
    const Fit& fit = from.fit;
    const cv::Rect& view = from.view;
    const float w = static_cast<float>(from.picture.width), h = static_cast<float>(from.picture.height);
    for (int i : kept) {
        const cv::Rect2d& b = found.boxes[i];
        const double left = std::clamp((b.x - fit.left) * fit.scale_x, 0., static_cast<double>(view.width)), right = std::clamp((b.br().x - fit.left) * fit.scale_x, 0., static_cast<double>(view.width));
        const double top = std::clamp((b.y - fit.top) * fit.scale_y, 0., static_cast<double>(view.height)), bottom = std::clamp((b.br().y - fit.top) * fit.scale_y, 0., static_cast<double>(view.height));
        if (right - left < 1 || bottom - top < 1) continue;
        seen.push_back({found.classes[i], std::min(1.f, found.scores[i]), static_cast<float>((left + view.x) / w), static_cast<float>((top + view.y) / h),
                        static_cast<float>((right - left) / w), static_cast<float>((bottom - top) / h)});
    }
    return seen;
}

Objects::Seen Objects::detect(const uint8_t* jpeg, int length, cv::Rect2f part) {
    const Fitted from = fit_in(jpeg, length, part);
    return from.input.empty() ? Seen{} : seen_in(run({from.input}), 0, 1, from);
}

}  // namespace ugv
