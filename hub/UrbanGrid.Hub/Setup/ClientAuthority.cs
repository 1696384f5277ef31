using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UrbanGrid.Hub.Setup;

/// <summary>
/// The authority whose certificates let a device in without a token: the common name is the device id. Only this one counts,
/// not those that the system trusts, for any of those would sign any name.
/// </summary>
public sealed class ClientAuthority
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _roots = [];

    /// <summary>Reads the authority's certificates.</summary>
    /// <param name="file">PEM file with one or more.</param>
    /// <exception cref="ArgumentException">There is none in the file.</exception>
    public ClientAuthority(string file)
    {
        try
        {
            _roots.ImportFromPemFile(file);
        }
        catch (CryptographicException problem)
        {
            throw new ArgumentException($"--mqtt-client-ca: '{file}' cannot be read as PEM: {problem.Message}", problem);
        }

        if (_roots.Count == 0)
        {
            throw new ArgumentException($"--mqtt-client-ca: there is no certificate in '{file}'.");
        }
    }

    /// <summary>Whether it has signed a certificate, itself or through the intermediate ones that were sent, for a client, and it is valid now.</summary>
    /// <param name="certificate">The client's.</param>
    /// <param name="sent">Chain with what the client sent beside it.</param>
    public bool Vouches(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }
}
