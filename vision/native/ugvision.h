// C interface of the vision library. Every function that can fail returns a ugv_status; the message of the last failure
// of the calling thread is in ugv_last_error(). Lengths are pixels of the work grid and times are seconds of the
// caller's scene clock, unless a name says otherwise. Structures are mirrored in UrbanGrid.Vision/Native.
#pragma once
#include <cstdint>

#define UGV_API extern "C" __attribute__((visibility("default")))

enum ugv_status : int32_t { UGV_OK = 0, UGV_FAILED = -1, UGV_UNREADABLE = -2 };

enum ugv_scene_state : int32_t {
    UGV_LEARNING = 0,   // the first background is being collected
    UGV_WATCHING = 1,   // background and candidate layers are live
    UGV_CHANGED = 2,    // nearly the whole picture changed at once; layers are held
    UGV_RELEARNED = 3,  // the change stayed, this frame starts a new background
};

struct ugv_settings {
    float learn_seconds;           // length of the first look
    float background_tau;          // time constant of the background, s
    float candidate_tau;           // time constant of the candidate layer, s
    float noise_factor;            // threshold = clamp(factor * noise + base, low, high), grey levels
    float noise_base;
    float threshold_low;
    float threshold_high;
    float support_max;             // support of a candidate value never exceeds this, s
    float support_static;          // support from which a pixel counts as static, s
    float decay_covered;           // loss of support per second while something covers the pixel
    float decay_background;        // loss of support per second while the background shows
    float light_residual;          // grey levels off the background's colour direction that light may leave
    float light_darkest;           // relative change that light may make, e.g. -0.32
    float light_brightest;         // e.g. +0.30
    float light_slope;             // grey levels per pixel that a shadow's inside may vary
    float changed_share;           // share of foreground that means "the whole picture changed"
    float changed_settle_seconds;  // how long a changed picture must hold still to become the new background
    int32_t grid_pixels;           // pixels of the work grid, e.g. 320 * 180
    int32_t blob_pixels_min;       // smaller components are not reported
};

struct ugv_frame {
    int32_t state;
    int32_t width, height;            // of the picture as sent
    int32_t grid_width, grid_height;  // of the work grid
    int32_t blob_count;
    float foreground_share;
    float light_gain;                 // by which the whole scene became brighter; 1 where the light stayed
};

struct ugv_blob {
    double since;  // when its pixels took their present value
    int32_t label, x, y, width, height, area;
};

struct ugv_look {
    float foreground;  // share of the region that differs from the background
    float covered;     // share that differs from the candidate layer: something is in front
    float likeness;    // correlation with its picture when it was taken, -1..1
    float jitter;      // moving pixels at its rim against its area
};

struct ugv_features {
    float edge_now, edge_before;  // mean gradient along its outline in candidate and background layer
    float background_likeness;    // correlation of candidate and background inside
    float solidity;               // area against its convex hull
    float outline_gain;           // share of outline points that were smoother in the background minus share smoother now
    float surround_gain;          // how much more the background inside resembled the surroundings than the thing does
    float texture_likeness;       // correlation of candidate and background inside, fine structure alone
    float texture;                // how strong that structure is in the background, grey levels
    float contrast_gain;          // how much more it stands out from the surroundings now than before, -1..1
};

// How a region lies to a zone.
struct ugv_place {
    float share;   // of the region inside the zone
    float foot;    // of the region's lowest third inside the zone: what stands on the ground there
    float covers;  // of the zone covered by the region
};

struct ugv_mover { int32_t x, y, width, height, area; };

// Something beside a region, or what hangs together with it.
struct ugv_piece {
    int32_t x, y, width, height;
    int32_t area;         // pixels, the region's own left out
    int32_t still;        // of these, static
    int32_t foot_inside;  // 1 where the middle of its lower edge lies in the zone
};

// What became of the picture of the empty place.
enum ugv_reference_use : int32_t {
    UGV_REFERENCE_NONE = 0,     // none was given, or the layers have not started yet
    UGV_REFERENCE_USED = 1,     // its zones started with it as background
    UGV_REFERENCE_UNLIKE = 2,   // the view resembles it too little: left aside
};

struct ugv_buffer { uint8_t* data; int32_t length; };

struct ugv_drawing {
    const float* outline;  // x,y pairs, relative to the picture
    int32_t outline_count;
    float x, y, width, height;  // box, relative to the picture
    const char* title;          // ASCII
    const char* subtitle;       // ASCII
};

struct ugv_scene;
struct ugv_mog2;

UGV_API const char* ugv_last_error();
UGV_API const char* ugv_opencv_version();

UGV_API int32_t ugv_scene_open(const ugv_settings* settings, ugv_scene** scene);
UGV_API void ugv_scene_close(ugv_scene* scene);
// Zones are numbered by the caller; an ignored polygon is added with number -1. No points: the whole picture.
UGV_API int32_t ugv_scene_zone(ugv_scene* scene, int32_t zone, const float* points, int32_t count);
UGV_API int32_t ugv_scene_feed(ugv_scene* scene, const uint8_t* jpeg, int32_t length, double seconds, ugv_frame* frame);
UGV_API int32_t ugv_scene_blobs(ugv_scene* scene, ugv_blob* blobs, int32_t capacity, int32_t* count);
// One byte a cell, row by row: 1 where foreground is in the cell.
UGV_API int32_t ugv_scene_cells(ugv_scene* scene, uint8_t* cells, int32_t columns, int32_t rows);
// Components of what moved in the last frame, largest first.
UGV_API int32_t ugv_scene_movers(ugv_scene* scene, ugv_mover* movers, int32_t capacity, int32_t* count);
// Share of the zone in which something static stands.
UGV_API int32_t ugv_scene_occupied(ugv_scene* scene, int32_t zone, float* share);
// A picture of the same view with the given zones empty: what stands there from the start is seen against it.
UGV_API int32_t ugv_scene_reference(ugv_scene* scene, const uint8_t* jpeg, int32_t length, const int32_t* zones, int32_t count);
UGV_API int32_t ugv_scene_reference_use(ugv_scene* scene, int32_t* use);
// Small picture of what stands in the box, UGV_SIGNATURE_SIDE squared, blue green red.
enum { UGV_SIGNATURE_SIDE = 12 };
UGV_API int32_t ugv_scene_signature(ugv_scene* scene, int32_t x, int32_t y, int32_t width, int32_t height, uint8_t* pixels);
// The background layer as a picture for people.
UGV_API int32_t ugv_scene_background(ugv_scene* scene, int32_t quality, ugv_buffer* result);
UGV_API int32_t ugv_scene_absorb_box(ugv_scene* scene, int32_t x, int32_t y, int32_t width, int32_t height);
// Forgets the background and every region; the next frames are a first look.
UGV_API int32_t ugv_scene_relearn(ugv_scene* scene);

// A region is the mask and the picture of one blob of the last frame; it lives until dropped or the scene is closed.
UGV_API int32_t ugv_region_take(ugv_scene* scene, int32_t label, int32_t* region);
UGV_API int32_t ugv_region_drop(ugv_scene* scene, int32_t region);
UGV_API int32_t ugv_region_look(ugv_scene* scene, int32_t region, ugv_look* look);
UGV_API int32_t ugv_region_features(ugv_scene* scene, int32_t region, ugv_features* features);
UGV_API int32_t ugv_region_place(ugv_scene* scene, int32_t region, int32_t zone, ugv_place* place);
// How much two regions have the same colours, 0..1.
UGV_API int32_t ugv_region_same_colours(ugv_scene* scene, int32_t region, int32_t other, float* likeness);
// Pixels within `reach` of the region's box and inside the zone (-1: anywhere) that moved at or after `since`;
// `around_only` leaves out the region itself and its rim.
UGV_API int32_t ugv_region_moved(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, double since,
                                 int32_t around_only, int32_t* pixels);
// Static foreground within `reach` that is not the region itself.
UGV_API int32_t ugv_region_others(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, int32_t* pixels);
// Box of everything in the last frame that differs from the background and hangs together with the region: a bag with
// whoever stands beside it.
UGV_API int32_t ugv_region_figure(ugv_scene* scene, int32_t region, int32_t reach, int32_t* x, int32_t* y, int32_t* width, int32_t* height);
// What differs from the background within `reach` of the region, each piece with its gaps closed; the first is what hangs
// together with the region.
UGV_API int32_t ugv_region_company(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, ugv_piece* pieces,
                                   int32_t capacity, int32_t* count);
UGV_API int32_t ugv_region_absorb(ugv_scene* scene, int32_t region);

// Score of the best person that covers the box (relative to the picture); negative where there is none.
UGV_API int32_t ugv_person_score(const uint8_t* jpeg, int32_t length, float x, float y, float width, float height,
                                 float* score);

UGV_API int32_t ugv_jpeg_annotate(const uint8_t* jpeg, int32_t length, const ugv_drawing* drawing, ugv_buffer* result);
UGV_API int32_t ugv_jpeg_encode(const uint8_t* bgr, int32_t width, int32_t height, int32_t quality, ugv_buffer* result);
UGV_API void ugv_buffer_free(ugv_buffer* buffer);

// The usual way of the textbook, to measure against: MOG2, morphology, components. 0 pixels: the whole picture, MOG2 alone.
UGV_API int32_t ugv_mog2_open(int32_t grid_pixels, ugv_mog2** peer);
UGV_API void ugv_mog2_close(ugv_mog2* peer);
UGV_API int32_t ugv_mog2_feed(ugv_mog2* peer, const uint8_t* jpeg, int32_t length, int32_t* components);
