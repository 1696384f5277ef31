#include "logistic.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ugv {

namespace {

constexpr int kSteps = 30;          // Newton's method needs about ten
constexpr double kDone = 1e-5;      // largest change of a weight at which it has arrived
constexpr double kFlattest = 1e-6;  // no row counts for less, so that the matrix stays regular

double squash(double x) { return 1 / (1 + std::exp(-x)); }

// Penalty and misfit together: what the weights make as small as they can.
double loss(const cv::Mat& rows, const cv::Mat& labels, const cv::Mat& weights, double cost) {
    const cv::Mat score = rows * weights;
    double misfit = 0;
    for (int i = 0; i < rows.rows; i++) {
        const double signed_score = labels.at<int>(i) == 1 ? score.at<double>(i) : -score.at<double>(i);
        misfit += signed_score > 0 ? std::log1p(std::exp(-signed_score)) : std::log1p(std::exp(signed_score)) - signed_score;
    }
    const cv::Mat slopes = weights.rowRange(0, weights.rows - 1);
    return slopes.dot(slopes) / 2 + cost * misfit;
}

}  // namespace

Logistic Logistic::fit(const cv::Mat& features, const cv::Mat& labels, double cost) {
    const int n = features.rows, d = features.cols + 1;
    cv::Mat rows(n, d, CV_64F, cv::Scalar(1));
    features.convertTo(rows.colRange(0, d - 1), CV_64F);
    Logistic model;
    model.weights_ = cv::Mat::zeros(d, 1, CV_64F);
    double best = loss(rows, labels, model.weights_, cost);
    for (int step = 0; step < kSteps; step++) {
        const cv::Mat score = rows * model.weights_;
        cv::Mat wrong(n, 1, CV_64F), bent;
        rows.convertTo(bent, CV_32F);  // the matrix only says where to go, which single precision does as well and much faster
        for (int i = 0; i < n; i++) {
            const double p = squash(score.at<double>(i));
            wrong.at<double>(i) = p - labels.at<int>(i);
            bent.row(i) *= std::sqrt(cost * std::max(p * (1 - p), kFlattest));
        }
        cv::Mat curvature, slope = rows.t() * wrong * cost, move;
        cv::gemm(bent, bent, 1, cv::noArray(), 0, curvature, cv::GEMM_1_T);
        curvature.convertTo(curvature, CV_64F);
        for (int j = 0; j < d - 1; j++) {  // the bias is not held back
            curvature.at<double>(j, j) += 1;
            slope.at<double>(j) += model.weights_.at<double>(j);
        }
        if (!cv::solve(curvature, slope, move, cv::DECOMP_CHOLESKY)) throw std::runtime_error("the features cannot be told apart");
        // Far from the optimum a whole step may overshoot.
        double length = 1, reached = 0;
        cv::Mat next;
        for (int halves = 0; halves < 12; halves++, length /= 2) {
            next = model.weights_ - move * length;
            reached = loss(rows, labels, next, cost);
            if (reached <= best) break;
        }
        if (reached > best) break;
        best = reached;
        model.weights_ = next;
        if (cv::norm(move, cv::NORM_INF) * length < kDone) break;
    }
    return model;
}

float Logistic::predict(const cv::Mat& row) const {
    double sum = weights_.at<double>(weights_.rows - 1);
    for (int j = 0; j < row.cols; j++) sum += weights_.at<double>(j) * row.at<float>(j);
    return static_cast<float>(squash(sum));
}

void Logistic::write(cv::FileStorage& file, const char* name) const {
    if (!empty()) file << name << weights_;
}

Logistic Logistic::read(const cv::FileStorage& file, const char* name) {
    Logistic model;
    file[name] >> model.weights_;
    return model;
}

}  // namespace ugv
