using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Setup;

/// <summary>MQTT over TLS with real certificates and a client that others wrote.</summary>
public sealed class ClientCertificateTests
{
    [SkippableFact]
    public async Task A_device_gets_in_with_a_certificate_of_the_authority_and_with_no_other()
    {
        using var folder = new TempFolder();
        using var authority = Authority("the city's authority");
        using var stranger = Authority("a stranger");
        File.WriteAllText(folder.File("ca.pem"), authority.ExportCertificatePem());
        Sign(authority, "localhost", folder, "server");
        Sign(authority, "lamp-1", folder, "lamp-1");
        Sign(stranger, "lamp-1", folder, "forged");
        var options = new HubOptions
        {
            Data = folder.File("data"), Bind = IPAddress.Loopback, Port = FreePort.Next(), MqttPort = FreePort.Next(),
            MqttTlsPort = FreePort.Next(), TlsCertificate = folder.File("server.pem"), MqttClientAuthority = folder.File("ca.pem"),
        };
        Directory.CreateDirectory(options.Data);
        await using var app = Program.Build(options);
        await HubRun.StartAsync(app);
        await app.Services.GetRequiredService<DeviceRegistry>().CreateAsync(
            new Device { Id = "lamp-1", Model = "lamp-controller", Name = new LocalName("灯", "lamp") }, CancellationToken.None);

        var own = await PublishAsync(options, folder, "lamp-1");
        var forged = await PublishAsync(options, folder, "forged");
        var none = await Mosquitto.RunAsync("mosquitto_pub", [.. At(options, folder), "-t", "urbangrid/v1/lamp-1/telemetry", "-m", "{}"]);

        Assert.True(own.Code == 0, own.Output);
        Assert.NotEqual(0, forged.Code);
        Assert.NotEqual(0, none.Code);
        Assert.Contains(
            await app.Services.GetRequiredService<ConnectionLog>().ReadAsync("lamp-1", null, 10, CancellationToken.None), e => e.Kind == ConnectionEventKind.Connected);
        await app.StopAsync();
    }

    [Fact]
    public void An_authority_needs_a_certificate_in_its_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("empty.pem"), "nothing");

        var problem = Assert.Throws<ArgumentException>(() => new ClientAuthority(folder.File("empty.pem")));

        Assert.Contains("there is no certificate", problem.Message, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output)> PublishAsync(HubOptions options, TempFolder folder, string certificate) => Mosquitto.RunAsync(
        "mosquitto_pub",
        [
            .. At(options, folder), "--cert", folder.File($"{certificate}.pem"), "--key", folder.File($"{certificate}.pem"),
            "-t", "urbangrid/v1/lamp-1/telemetry", "-m", """{"values":{"power":12}}""",
        ]);

    private static string[] At(HubOptions options, TempFolder folder) =>
    [
        "-h", "localhost", "-p", options.MqttTlsPort!.Value.ToString(CultureInfo.InvariantCulture), "--cafile", folder.File("ca.pem"), "-V", "5", "-q", "1",
        "-i", "lamp-1",
    ];

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Begin, Begin.AddYears(50));
    }

    /// <summary>Writes certificate and key to one file, as the hub and mosquitto read them.</summary>
    private static void Sign(X509Certificate2 authority, string name, TempFolder folder, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, Begin, Begin.AddYears(40), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(folder.File($"{file}.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static DateTimeOffset Begin => new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
