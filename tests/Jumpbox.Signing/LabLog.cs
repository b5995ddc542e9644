using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Jumpbox.Signing.Tests;

/// <summary>A transparency log with three entries, of which ours is the second: Rekor 1 with ECDSA or Rekor 2 with Ed25519.</summary>
internal sealed class LabLog
{
    private readonly string _host;
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Ed25519PrivateKeyParameters? _ed25519;

    public LabLog(string host, bool isSecond = false)
    {
        _host = host;
        _ed25519 = isSecond ? new Ed25519PrivateKeyParameters(new SecureRandom()) : null;
        Spki = _ed25519 is null
            ? _ecdsa.ExportSubjectPublicKeyInfo()
            :
            [
                0x30,
                0x2a,
                0x30,
                0x05,
                0x06,
                0x03,
                0x2b,
                0x65,
                0x70,
                0x03,
                0x21,
                0x00,
                .. _ed25519.GeneratePublicKey().GetEncoded(),
            ];
        KeyId = SHA256.HashData(
            _ed25519 is null
                ? Spki
                : [.. Encoding.UTF8.GetBytes(host), 0x0a, 0x01, .. _ed25519.GeneratePublicKey().GetEncoded()]
        );
    }

    public byte[] Spki { get; }

    public byte[] KeyId { get; }

    public JsonObject ToJson(string? from, string? to = null) =>
        new()
        {
            ["baseUrl"] = $"https://{_host}",
            ["hashAlgorithm"] = "SHA2_256",
            ["publicKey"] = new JsonObject
            {
                ["rawBytes"] = Convert.ToBase64String(Spki),
                ["keyDetails"] = _ed25519 is null ? "PKIX_ECDSA_P256_SHA_256" : "PKIX_ED25519",
                ["validFor"] = Window(from, to),
            },
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(KeyId) },
        };

    public byte[] Sign(byte[] data)
    {
        if (_ed25519 is null)
        {
            return _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        Ed25519Signer signer = new();
        signer.Init(true, _ed25519);
        signer.BlockUpdate(data);
        return signer.GenerateSignature();
    }

    /// <summary>The entry in a bundle; its promise only where the log gives one.</summary>
    public JsonObject Entry(string kind, string version, byte[] body, DateTimeOffset time, long index = 1001)
    {
        string text = Convert.ToBase64String(body);
        byte[] first = SHA256.HashData([0, 1, 2, 3]);
        byte[] third = SHA256.HashData([0, 4, 5, 6]);
        byte[] left = SHA256.HashData([1, .. first, .. SHA256.HashData([0, .. body])]);
        string root = Convert.ToBase64String(SHA256.HashData([1, .. left, .. third]));
        JsonObject entry = new()
        {
            ["logIndex"] = _ed25519 is null ? $"{index}" : "1",
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(KeyId) },
            ["kindVersion"] = new JsonObject { ["kind"] = kind, ["version"] = version },
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = "1",
                ["treeSize"] = "3",
                ["rootHash"] = root,
                ["hashes"] = new JsonArray(Convert.ToBase64String(first), Convert.ToBase64String(third)),
                ["checkpoint"] = new JsonObject { ["envelope"] = Checkpoint(3, root) },
            },
            ["canonicalizedBody"] = text,
        };
        if (_ed25519 is null)
        {
            long seconds = time.ToUnixTimeSeconds();
            string promise =
                $$"""{"body":"{{text}}","integratedTime":{{seconds}},"logID":"{{Convert.ToHexStringLower(KeyId)}}","logIndex":{{index}}}""";
            entry["integratedTime"] = $"{seconds}";
            entry["inclusionPromise"] = new JsonObject
            {
                ["signedEntryTimestamp"] = Convert.ToBase64String(Sign(Encoding.UTF8.GetBytes(promise))),
            };
        }
        return entry;
    }

    public string Checkpoint(long size, string root, string? origin = null)
    {
        string text = $"{origin ?? (_ed25519 is null ? $"{_host} - 42" : _host)}\n{size}\n{root}\n";
        byte[] line = [.. KeyId[..4], .. Sign(Encoding.UTF8.GetBytes(text))];
        string witness = Convert.ToBase64String(RandomNumberGenerator.GetBytes(76));
        return $"{text}\n— {_host} {Convert.ToBase64String(line)}\n— witness.test {witness}\n";
    }

    private static JsonObject Window(string? from, string? to)
    {
        JsonObject window = [];
        if (from is not null)
        {
            window["start"] = from;
        }
        if (to is not null)
        {
            window["end"] = to;
        }
        return window;
    }
}
