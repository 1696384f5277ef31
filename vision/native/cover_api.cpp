#include "cover_api.h"

#include <opencv2/imgcodecs.hpp>
#include "cover.h"
#include "guard.h"
#include "jpeg.h"

struct ugv_cover_picture {
    cv::Mat grey;
    cv::Size full;
};

struct ugv_cover : ugv::Cover { using ugv::Cover::Cover; };

using ugv::guarded;

int32_t ugv_cover_picture_open(ugv_cover_picture** picture) {
    return guarded([&] { *picture = new ugv_cover_picture(); });
}

void ugv_cover_picture_close(ugv_cover_picture* picture) { delete picture; }

int32_t ugv_cover_picture_read(ugv_cover_picture* picture, const uint8_t* jpeg, int32_t length, int32_t wanted_width) {
    return guarded([&] {
        picture->full = ugv::jpeg_size(jpeg, length);
        auto covers = [&](int n) { return picture->full.width / n >= wanted_width; };
        const int flags = covers(8)   ? cv::IMREAD_REDUCED_GRAYSCALE_8
                          : covers(4) ? cv::IMREAD_REDUCED_GRAYSCALE_4
                          : covers(2) ? cv::IMREAD_REDUCED_GRAYSCALE_2
                                      : cv::IMREAD_GRAYSCALE;
        const cv::Mat bytes(1, length, CV_8U, const_cast<uint8_t*>(jpeg));
        cv::imdecode(bytes, flags | cv::IMREAD_IGNORE_ORIENTATION, &picture->grey);
        if (picture->grey.empty()) throw ugv::unreadable("OpenCV cannot decode the JPEG's data");
    });
}

int32_t ugv_cover_open(const ugv_cover_settings* settings, float x, float y, float width, float height, ugv_cover** cover) {
    return guarded([&] { *cover = new ugv_cover(*settings, cv::Rect2f(x, y, width, height)); });
}

void ugv_cover_close(ugv_cover* cover) { delete cover; }

int32_t ugv_cover_look_at(ugv_cover* cover, const ugv_cover_picture* picture, ugv_cover_look* look) {
    return guarded([&] { *look = cover->look(picture->grey, picture->full); });
}

int32_t ugv_cover_next(ugv_cover* cover) {
    return guarded([&] { cover->next(); });
}

int32_t ugv_cover_teach(ugv_cover* cover, ugv_cover_info* info) {
    return guarded([&] { *info = cover->teach(); });
}

int32_t ugv_cover_forget(ugv_cover* cover, int32_t reference) {
    return guarded([&] { cover->forget(reference); });
}

int32_t ugv_cover_compare(ugv_cover* cover, float motion_max, ugv_cover_features* features) {
    return guarded([&] { *features = cover->compare(motion_max); });
}
