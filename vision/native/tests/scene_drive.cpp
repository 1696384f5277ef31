#include <algorithm>
#include "drive.h"

namespace drive {

namespace {

ugv_settings settings() {
    ugv_settings s{};
    s.learn_seconds = 1.5f;
    s.background_tau = 15;
    s.candidate_tau = 1.5f;
    s.noise_factor = 3;
    s.noise_base = 6;
    s.threshold_low = 12;
    s.threshold_high = 40;
    s.support_max = 6;
    s.support_static = 1.5f;
    s.decay_covered = 2;
    s.decay_background = 3;
    s.light_residual = 7;
    s.light_darkest = -0.32f;
    s.light_brightest = 0.3f;
    s.light_slope = 4;
    s.changed_share = 0.65f;
    s.changed_settle_seconds = 2;
    s.grid_pixels = 320 * 180;
    s.blob_pixels_min = 60;
    return s;
}

// Takes every blob as a region for a while and asks it everything.
void question(ugv_scene* scene, const ugv_frame& frame, std::vector<int32_t>& regions, double seconds) {
    std::vector<ugv_blob> blobs(std::max(1, frame.blob_count));
    int32_t count = 0, number = 0;
    ok(ugv_scene_blobs(scene, blobs.data(), static_cast<int32_t>(blobs.size()), &count));
    for (int i = 0; i < count && regions.size() < 12; i++) {
        ok(ugv_region_take(scene, blobs[i].label, &number));
        regions.push_back(number);
        uint8_t signature[UGV_SIGNATURE_SIDE * UGV_SIGNATURE_SIDE * 3];
        ok(ugv_scene_signature(scene, blobs[i].x, blobs[i].y, blobs[i].width, blobs[i].height, signature));
    }
    for (int32_t region : regions) {
        ugv_look look;
        ugv_features features;
        ugv_place place;
        float likeness;
        ok(ugv_region_look(scene, region, &look));
        ok(ugv_region_features(scene, region, &features));
        ok(ugv_region_place(scene, region, 0, &place));
        ok(ugv_region_same_colours(scene, region, regions.front(), &likeness));
        ok(ugv_region_moved(scene, region, -1, 30, seconds - 1, 1, &number));
        ok(ugv_region_others(scene, region, 0, 30, &number));
        ugv_piece pieces[4];
        ok(ugv_region_company(scene, region, 0, 30, pieces, 4, &number));
    }
    if (regions.size() < 12) return;
    ok(ugv_region_absorb(scene, regions.front()));
    for (int32_t region : regions) ok(ugv_region_drop(scene, region));
    regions.clear();
}

void refuse_nonsense(ugv_scene* scene) {
    ugv_frame frame;
    ugv_look look;
    ugv_place place;
    int32_t number;
    const Bytes picture = street(1), half = broken(picture), none = noise();
    refused(ugv_scene_feed(scene, half.data(), static_cast<int32_t>(half.size()), 1, &frame));
    refused(ugv_scene_feed(scene, none.data(), static_cast<int32_t>(none.size()), 1, &frame));
    refused(ugv_scene_feed(scene, none.data(), 0, 1, &frame));
    refused(ugv_region_look(scene, 987654, &look));
    refused(ugv_region_place(scene, 987654, 0, &place));
    refused(ugv_region_take(scene, 987654, &number));
}

}  // namespace

void scenes(double length) {
    ugv_scene* scene = nullptr;
    const ugv_settings s = settings();
    ok(ugv_scene_open(&s, &scene));
    const float zone[] = {0, 0.4f, 1, 0.4f, 1, 1, 0, 1}, ignored[] = {0, 0, 0.2f, 0, 0.2f, 0.1f, 0, 0.1f};
    ok(ugv_scene_zone(scene, 0, zone, 4));
    ok(ugv_scene_zone(scene, 1, nullptr, 0));
    ok(ugv_scene_zone(scene, -1, ignored, 4));
    const Bytes empty = street(-10);
    const int32_t zones[] = {0};
    ok(ugv_scene_reference(scene, empty.data(), static_cast<int32_t>(empty.size()), zones, 1));
    std::vector<int32_t> regions;
    ugv_frame frame{};
    for (double t = 0; t < length; t += 0.2) {
        // Twice everything changes at once, and once the picture has another size.
        const double light = t > length * 0.6 && t < length * 0.7 ? 0.4 : 1 + 0.1 * (static_cast<int>(t) % 3);
        const Bytes jpeg = street(t, light);
        ok(ugv_scene_feed(scene, jpeg.data(), static_cast<int32_t>(jpeg.size()), t, &frame));
        question(scene, frame, regions, t);
        uint8_t cells[16 * 9];
        ugv_mover movers[8];
        int32_t count;
        float share;
        ok(ugv_scene_cells(scene, cells, 16, 9));
        ok(ugv_scene_movers(scene, movers, 8, &count));
        ok(ugv_scene_occupied(scene, 0, &share));
    }
    demand(frame.width == kWidth && frame.grid_width > 0, "the scene does not say what it saw");
    int32_t use;
    ugv_buffer background{};
    ok(ugv_scene_reference_use(scene, &use));
    ok(ugv_scene_background(scene, 80, &background));
    take(background);
    ok(ugv_scene_absorb_box(scene, 10, 10, 40, 30));
    refuse_nonsense(scene);
    const Bytes small = encode(Bytes(160 * 120 * 3, 90), 160, 120);
    ugv_scene_feed(scene, small.data(), static_cast<int32_t>(small.size()), length + 1, &frame);
    ok(ugv_scene_relearn(scene));
    ugv_scene_close(scene);
    ugv_scene_close(nullptr);

    ugv_mog2* peer = nullptr;
    int32_t components;
    ok(ugv_mog2_open(320 * 180, &peer));
    for (double t = 0; t < 3; t += 0.2) {
        const Bytes jpeg = street(t);
        ok(ugv_mog2_feed(peer, jpeg.data(), static_cast<int32_t>(jpeg.size()), &components));
    }
    const Bytes half = broken(empty);
    refused(ugv_mog2_feed(peer, half.data(), static_cast<int32_t>(half.size()), &components));
    ugv_mog2_close(peer);
}

}  // namespace drive
