using UrbanGrid.Bench.Fuzz;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A few seconds of <c>./run fuzz mqtt</c>, always from the same seed.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20_260_302;

    [Fact]
    public void Mutated_packets_are_read_or_refused_and_nothing_else()
    {
        var fuzzer = new MqttFuzzer(Seed, TimeProvider.System);

        fuzzer.FuzzCodec(200_000);

        Assert.True(fuzzer is { Read: > 10_000, Refused: > 10_000 }, $"{fuzzer.Read} read, {fuzzer.Refused} refused: the mutations do not reach both sides.");
    }

    [Fact]
    public async Task A_server_fed_with_mutated_packets_neither_fails_nor_hangs_nor_grows()
    {
        var fuzzer = new MqttFuzzer(Seed, TimeProvider.System);
        await using var server = await FuzzServer.StartAsync();

        await fuzzer.FuzzServerAsync(server, 500, default);

        Assert.Equal(500, fuzzer.Connections);
    }
}
