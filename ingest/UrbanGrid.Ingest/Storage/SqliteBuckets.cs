using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace UrbanGrid.Ingest.Storage;

/// <summary>
/// Folds values into buckets while they are read in the order of their key. <c>GROUP BY</c> would sort them first, for it
/// cannot know that a bucket's begin grows with the time; without, a month of minutes costs a few milliseconds.
/// </summary>
internal static class SqliteBuckets
{
    private const int RowsBetweenLooks = 4_096;

    private const string Sql = """
        SELECT t.ts, t.value FROM telemetry t
        WHERE t.series = (SELECT id FROM series WHERE device = ?1 AND metric = ?2) AND t.ts >= ?3 AND t.ts < ?4 AND t.value IS NOT NULL ORDER BY t.ts
        """;

    /// <summary>Adds the buckets of one file; the first goes on with the last one of the file before, if that is the same.</summary>
    public static void Read(SqliteConnection connection, SeriesQuery query, List<SeriesPoint> points, CancellationToken cancellationToken)
    {
        var database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(database, raw.sqlite3_prepare_v2(database, Sql, out var statement));
        using (statement)
        {
            Check(database, raw.sqlite3_bind_text(statement, 1, query.DeviceId));
            Check(database, raw.sqlite3_bind_text(statement, 2, query.Metric));
            Check(database, raw.sqlite3_bind_int64(statement, 3, query.From));
            Check(database, raw.sqlite3_bind_int64(statement, 4, query.To));
            var bucket = default(Bucket);
            if (points.Count > 0)
            {
                bucket = Bucket.Of(points[^1], query.BucketMs);
                points.RemoveAt(points.Count - 1);
            }

            var looked = 0;
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                var at = raw.sqlite3_column_int64(statement, 0);
                if (bucket.Count == 0 || at >= bucket.End)
                {
                    bucket.AddTo(points);
                    if (points.Count >= query.Limit)
                    {
                        return;
                    }

                    bucket = Bucket.At(at, query.BucketMs);
                }

                bucket.Take(raw.sqlite3_column_double(statement, 1));
                if (++looked % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            bucket.AddTo(points);
            if (result != raw.SQLITE_DONE)
            {
                Check(database, result);
            }
        }
    }

    private static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result);
        }
    }

    private struct Bucket
    {
        private long _begin;
        private double _sum;
        private double _min;
        private double _max;

        public long End { get; private init; }

        public long Count { get; private set; }

        public static Bucket At(long moment, long width)
        {
            var begin = moment - (((moment % width) + width) % width);
            return new Bucket { _begin = begin, End = begin + width, _min = double.PositiveInfinity, _max = double.NegativeInfinity };
        }

        public static Bucket Of(SeriesPoint point, long width) => new()
        {
            _begin = point.Timestamp, End = point.Timestamp + width, _sum = point.Value * point.Count, _min = point.Min, _max = point.Max, Count = point.Count,
        };

        public void Take(double value)
        {
            _sum += value;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            Count++;
        }

        public readonly void AddTo(List<SeriesPoint> points)
        {
            if (Count > 0)
            {
                points.Add(new SeriesPoint(_begin, _sum / Count, _min, _max, Count, null));
            }
        }
    }
}
