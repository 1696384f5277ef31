#include <unistd.h>
#include <cstdio>
#include "crop_api.h"
#include "drive.h"
#include "objects_api.h"

namespace drive {

namespace {

constexpr ugv_crop_box kPixels{kCover.x * kWidth, kCover.y* kHeight, kCover.width* kWidth, kCover.height* kHeight};

// Learns the drawn cover closed and open, saves and loads what it learned, and asks it.
void learn(ugv_crop_net* net, const std::string& file) {
    int32_t count, written;
    ok(ugv_crop_feature_count(net, &count));
    std::vector<float> rows, one(count);
    std::vector<int32_t> open;
    for (int i = 0; i < 20; i++) {
        const Bytes jpeg = street(i % 2 == 0 ? 5 : 25, 0.7 + 0.03 * i);
        ok(ugv_crop_features(jpeg.data(), static_cast<int32_t>(jpeg.size()), &kPixels, i % 5, i, net, one.data(), count, &written));
        rows.insert(rows.end(), one.begin(), one.end());
        open.push_back(i % 2);
    }
    ugv_crop_model *model = nullptr, *loaded = nullptr;
    ok(ugv_crop_model_train(rows.data(), open.data(), 20, count, net == nullptr ? 1 : 0, &model));
    ok(ugv_crop_model_save(model, file.c_str()));
    ok(ugv_crop_model_load(file.c_str(), &loaded));
    float closed_says, open_says;
    ok(ugv_crop_model_predict(loaded, rows.data(), count, &closed_says));
    ok(ugv_crop_model_predict(model, rows.data() + count, count, &open_says));
    demand(closed_says < open_says, "the drawn hole is not told from the drawn cover");
    refused(ugv_crop_model_predict(model, rows.data(), count - 1, &open_says));
    refused(ugv_crop_model_save(model, "/nowhere/model.yml"));
    ugv_crop_model_close(model);
    ugv_crop_model_close(loaded);
    const Bytes jpeg = street(1), half = broken(jpeg);
    const auto length = static_cast<int32_t>(jpeg.size());
    const ugv_crop_box outside{5000, 5000, 60, 60}, none{10, 10, 0, 0}, edge{-20, -20, 60, 40};
    refused(ugv_crop_features(half.data(), static_cast<int32_t>(half.size()), &kPixels, 0, 0, net, one.data(), count, &written));
    refused(ugv_crop_features(jpeg.data(), length, &outside, 0, 0, net, one.data(), count, &written));
    refused(ugv_crop_features(jpeg.data(), length, &none, 0, 0, net, one.data(), count, &written));
    refused(ugv_crop_features(jpeg.data(), length, &kPixels, 0, 0, net, one.data(), 3, &written));
    refused(ugv_crop_features(jpeg.data(), length, &kPixels, 9, 0, net, one.data(), count, &written));
    ok(ugv_crop_features(jpeg.data(), length, &edge, 2, 1, net, one.data(), count, &written));
}

void detect(const ugv_object_settings& settings) {
    ugv_objects* objects = nullptr;
    ok(ugv_objects_open(&settings, &objects));
    demand(ugv_objects_output(objects)[0] != '\0', "the output's layout is not told");
    const Bytes jpeg = street(4), half = broken(jpeg);
    ugv_object found[3];
    int32_t count;
    for (const Box part : {Box{0, 0, 0, 0}, Box{0.4f, 0.3f, 0.3f, 0.6f}, Box{0.9f, 0.9f, 0.4f, 0.4f}})
        ok(ugv_objects_detect(objects, jpeg.data(), static_cast<int32_t>(jpeg.size()), part.x, part.y, part.width, part.height, found, 3, &count));
    refused(ugv_objects_detect(objects, half.data(), static_cast<int32_t>(half.size()), 0, 0, 0, 0, found, 3, &count));
    ugv_objects_close(objects);
}

}  // namespace

void crops(const std::string& models) {
    const std::string file = "/tmp/ugvision-drive-" + std::to_string(getpid()) + ".yml";
    ugv_buffer pixels{};
    int32_t width, height;
    const Bytes jpeg = street(1), none = noise();
    ok(ugv_picture_pixels(jpeg.data(), static_cast<int32_t>(jpeg.size()), &pixels, &width, &height));
    demand(take(pixels).size() == static_cast<size_t>(width) * height * 3, "pixels are missing");
    refused(ugv_picture_pixels(none.data(), static_cast<int32_t>(none.size()), &pixels, &width, &height));
    learn(nullptr, file);
    ugv_crop_model* model = nullptr;
    refused(ugv_crop_model_load("/nowhere/model.yml", &model));
    ugv_crop_net* net = nullptr;
    refused(ugv_crop_net_open("/nowhere/net.onnx", "a", &net));
    if (!models.empty()) {
        const std::string nano = models + "/yolox_nano.onnx";
        ok(ugv_crop_net_open(nano.c_str(), "onnx_node!Concat_112,onnx_node!Concat_158", &net));
        learn(net, file);
        ugv_crop_net_close(net);
        ok(ugv_crop_net_open(nano.c_str(), "no such layer", &net));
        int32_t count;
        refused(ugv_crop_feature_count(net, &count));
        ugv_crop_net_close(net);
    }
    std::remove(file.c_str());
}

void objects(const std::string& models) {
    ugv_object_settings settings{};
    settings.model = "/nowhere/net.onnx";
    settings.width = settings.height = 160;
    settings.classes = 80;
    settings.score_min = 0.05f;
    settings.overlap_max = 0.5f;
    settings.scale = 1;
    ugv_objects* none = nullptr;
    refused(ugv_objects_open(&settings, &none));
    if (models.empty()) return;
    const std::string nano = models + "/yolox_nano.onnx", fast = models + "/yolo-fastest-1.1-xl.cfg", weights = models + "/yolo-fastest-1.1-xl.weights";
    settings.model = nano.c_str();
    settings.fit = UGV_FIT_TOP_LEFT;
    settings.pad = 114;
    detect(settings);
    settings.classes = 7;
    refused(ugv_objects_open(&settings, &none));
    settings.classes = 80;
    settings.model = fast.c_str();
    settings.weights = weights.c_str();
    settings.scale = 1 / 255.f;
    settings.red_first = 1;
    settings.fit = UGV_FIT_STRETCH;
    detect(settings);
}

}  // namespace drive
