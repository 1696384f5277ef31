using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Self-signed certificates.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 New(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return request.CreateSelfSigned(from, from.AddYears(50));
    }
}
