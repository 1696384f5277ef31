#include "cover_api.h"
#include "drive.h"
#include "health_api.h"

namespace drive {

void covers() {
    const ugv_cover_settings settings{64, 4, 16, 0.3f, 0.45f, 0.75f};
    ugv_cover* cover = nullptr;
    ugv_cover_picture* picture = nullptr;
    ugv_cover_look look{};
    ugv_cover_info info{};
    ugv_cover_features features{};
    ok(ugv_cover_picture_open(&picture));
    ok(ugv_cover_open(&settings, kCover.x, kCover.y, kCover.width, kCover.height, &cover));
    refused(ugv_cover_compare(cover, 0.06f, &features));
    for (int lesson = 0; lesson < 2; lesson++) {
        for (double t = 5; t < 9; t += 0.4) {
            const Bytes jpeg = street(t, lesson == 0 ? 1 : 0.7);
            ok(ugv_cover_picture_read(picture, jpeg.data(), static_cast<int32_t>(jpeg.size()), lesson == 0 ? kWidth : kWidth / 2));
            ok(ugv_cover_look_at(cover, picture, &look));
        }
        ok(ugv_cover_teach(cover, &info));
        ok(ugv_cover_next(cover));
    }
    for (double t = 10; t < 20; t += 1) {
        for (double part = 0; part < 1; part += 0.2) {
            const Bytes jpeg = street(t + part);
            ok(ugv_cover_picture_read(picture, jpeg.data(), static_cast<int32_t>(jpeg.size()), kWidth));
            ok(ugv_cover_look_at(cover, picture, &look));
        }
        ok(ugv_cover_compare(cover, 1, &features));
        ok(ugv_cover_next(cover));
    }
    demand(features.structure < 0.7f, "the cover is gone and looks as before");
    const Bytes half = broken(street(0)), none = noise();
    refused(ugv_cover_picture_read(picture, half.data(), static_cast<int32_t>(half.size()), kWidth));
    refused(ugv_cover_picture_read(picture, none.data(), static_cast<int32_t>(none.size()), kWidth));
    ok(ugv_cover_forget(cover, 0));
    ugv_cover_forget(cover, 99);
    ugv_cover_close(cover);
    // Boxes at the edge of the picture, outside it, and of no size.
    for (const Box box : {Box{0, 0, 0.1f, 0.1f}, Box{0.95f, 0.95f, 0.2f, 0.2f}, Box{2, 2, 0.1f, 0.1f}, Box{0.5f, 0.5f, 0, 0}}) {
        ugv_cover* odd = nullptr;
        if (ugv_cover_open(&settings, box.x, box.y, box.width, box.height, &odd) != UGV_OK) continue;
        const Bytes jpeg = street(1);
        ok(ugv_cover_picture_read(picture, jpeg.data(), static_cast<int32_t>(jpeg.size()), kWidth));
        ugv_cover_look_at(odd, picture, &look);
        ugv_cover_teach(odd, &info);
        ugv_cover_compare(odd, 1, &features);
        ugv_cover_close(odd);
    }
    ugv_cover_picture_close(picture);
}

void health() {
    ugv_health_settings settings{};
    settings.grid_pixels = 320 * 180;
    settings.changed_level = 0.05f;
    settings.still_share = 0.04f;
    settings.structure_level = 0.03f;
    settings.steady_share = 0.5f;
    settings.match_likeness = 0.4f;
    settings.flat_ratio = 0.35f;
    settings.soft_ratio = 0.45f;
    settings.soft_gradient = 3;
    settings.search_below = 0.7f;
    settings.references_max = 3;
    ugv_health* health = nullptr;
    ugv_health_look look{};
    int32_t looks;
    ok(ugv_health_open(&settings, &health));
    const float clock[] = {0, 0, 0.3f, 0, 0.3f, 0.1f, 0, 0.1f};
    ok(ugv_health_ignore(health, clock, 4));
    for (int lesson = 0; lesson < 5; lesson++) {
        for (double t = 0; t < 4; t += 0.5) {
            const Bytes jpeg = street(t, 0.5 + 0.2 * lesson);
            ok(ugv_health_look_at(health, jpeg.data(), static_cast<int32_t>(jpeg.size()), lesson * 10 + t, &look));
            ok(ugv_health_learn(health, &looks));
        }
        ok(ugv_health_end_learning(health, lesson == 2 ? 0 : 1));
    }
    demand(look.references > 0, "the view was not learned");
    const Bytes half = broken(street(0)), black = encode(Bytes(kWidth * kHeight * 3, 0), kWidth, kHeight), other = encode(Bytes(300 * 200 * 3, 200), 300, 200);
    ok(ugv_health_look_at(health, black.data(), static_cast<int32_t>(black.size()), 100, &look));
    refused(ugv_health_look_at(health, half.data(), static_cast<int32_t>(half.size()), 101, &look));
    ugv_health_look_at(health, other.data(), static_cast<int32_t>(other.size()), 102, &look);
    ok(ugv_health_forget(health));
    ugv_health_close(health);
}

}  // namespace drive
