#include "crop_api.h"

#include <opencv2/imgcodecs.hpp>
#include <cstring>
#include "crop.h"
#include "guard.h"

struct ugv_crop_net : ugv::CropNet { using ugv::CropNet::CropNet; };
struct ugv_crop_model { ugv::CropModel model; };

using ugv::guarded;

namespace {

cv::Mat decode(const uint8_t* picture, int length) {
    if (length > 1 && picture[0] == 0xFF && picture[1] == 0xD8) return ugv::jpeg_decode(picture, length);  // refuses half a picture
    const cv::Mat bytes(1, length, CV_8U, const_cast<uint8_t*>(picture));
    cv::Mat result = cv::imdecode(bytes, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    if (result.empty()) throw ugv::unreadable("OpenCV cannot decode the picture");
    return result;
}

}  // namespace

int32_t ugv_picture_pixels(const uint8_t* picture, int32_t length, ugv_buffer* bgr, int32_t* width, int32_t* height) {
    return guarded([&] {
        const cv::Mat pixels = decode(picture, length);
        const int bytes = static_cast<int>(pixels.total() * 3);
        *bgr = {new uint8_t[bytes], bytes};
        std::memcpy(bgr->data, pixels.data, bytes);
        *width = pixels.cols;
        *height = pixels.rows;
    });
}

int32_t ugv_crop_net_open(const char* file, const char* layers, ugv_crop_net** net) {
    return guarded([&] { *net = new ugv_crop_net(file, layers); });
}

void ugv_crop_net_close(ugv_crop_net* net) { delete net; }

int32_t ugv_crop_feature_count(ugv_crop_net* net, int32_t* count) {
    return guarded([&] { *count = net == nullptr ? ugv::crop_feature_count() : net->count(); });
}

int32_t ugv_crop_features(const uint8_t* picture, int32_t length, const ugv_crop_box* box, int32_t variant, int32_t seed,
                          ugv_crop_net* net, float* features, int32_t capacity, int32_t* count) {
    return guarded([&] {
        if (variant < UGV_CROP_AS_IT_IS || variant > UGV_CROP_FAR_STRONG) throw std::runtime_error("there is no such variant of a crop");
        const cv::Mat pixels = decode(picture, length);
        const std::vector<float> f = net == nullptr
            ? ugv::crop_features(ugv::crop_sample(pixels, *box, variant, seed, ugv::kCropSide))
            : net->features(ugv::crop_sample(pixels, *box, variant, seed, ugv::CropNet::kSide));
        if (static_cast<int32_t>(f.size()) > capacity) throw std::runtime_error("the room for features is too small");
        *count = static_cast<int32_t>(f.size());
        std::copy(f.begin(), f.end(), features);
    });
}

int32_t ugv_crop_model_train(const float* features, const int32_t* open, int32_t rows, int32_t columns, int32_t by_hand,
                             ugv_crop_model** model) {
    return guarded([&] {
        const cv::Mat f(rows, columns, CV_32F, const_cast<float*>(features)), y(rows, 1, CV_32S, const_cast<int32_t*>(open));
        *model = new ugv_crop_model{ugv::CropModel::train(f, y, by_hand != 0)};
    });
}

int32_t ugv_crop_model_load(const char* file, ugv_crop_model** model) {
    return guarded([&] { *model = new ugv_crop_model{ugv::CropModel::load(file)}; });
}

int32_t ugv_crop_model_save(ugv_crop_model* model, const char* file) {
    return guarded([&] { model->model.save(file); });
}

int32_t ugv_crop_model_predict(ugv_crop_model* model, const float* features, int32_t columns, float* open) {
    return guarded([&] { *open = model->model.predict(cv::Mat(1, columns, CV_32F, const_cast<float*>(features))); });
}

void ugv_crop_model_close(ugv_crop_model* model) { delete model; }
