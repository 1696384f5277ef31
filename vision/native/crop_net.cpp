#include "crop.h"

#include <opencv2/imgproc.hpp>
#include <cmath>
#include <sstream>

namespace ugv {

namespace {

// A cover has no up, but it has a middle: maps are pooled over its core, its inside and the ground around it. Pooled over the whole
// crop, a hole and the shadow beside a cover are the same.
constexpr float kCoreTo = 0.45f, kInsideTo = 0.85f, kRingFrom = 1.05f;  // in radii of the cover's ellipse

struct Pools {
    explicit Pools(cv::Size size) : core(size, CV_8U), inside(size, CV_8U), ring(size, CV_8U) {
        for (int y = 0; y < size.height; y++) {
            for (int x = 0; x < size.width; x++) {
                const float u = (2 * x + 1.f) / size.width - 1, v = (2 * y + 1.f) / size.height - 1;
                const float r = std::hypot(u, v) * (1 + 2 * kCropMargin);
                core.at<uint8_t>(y, x) = r < kCoreTo ? 255 : 0;
                inside.at<uint8_t>(y, x) = r < kInsideTo ? 255 : 0;
                ring.at<uint8_t>(y, x) = r > kRingFrom ? 255 : 0;
            }
        }
        if (cv::countNonZero(core) == 0) throw std::runtime_error("a layer of the network is too coarse: choose an earlier one");
    }
    cv::Mat core, inside, ring;
};

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
        if (o.dims != 4) throw std::runtime_error("a layer of the network has no maps to pool");
        const int channels = o.size[1], h = o.size[2], w = o.size[3];
        const Pools pools({w, h});
        for (int c = 0; c < channels; c++) {
            const cv::Mat plane(h, w, CV_32F, const_cast<float*>(o.ptr<float>(0, c)));
            for (const cv::Mat* where : {&pools.core, &pools.inside, &pools.ring}) f.push_back(static_cast<float>(cv::mean(plane, *where)[0]));
        }
    }
    return f;
}

}  // namespace ugv
