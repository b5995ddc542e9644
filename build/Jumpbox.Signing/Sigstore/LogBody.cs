using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Compares what a log recorded with the bundle that it came with.</summary>
internal static class LogBody
{
    private const int MostBytes = 1024 * 1024;

    /// <param name="entry">The entry.</param>
    /// <param name="bundle">Its bundle.</param>
    /// <param name="signer">Who signed the bundle.</param>
    /// <param name="digest">The artefact's digest, for a bundle without an envelope.</param>
    /// <exception cref="RefusalException">The entry is about something else.</exception>
    public static void Demand(LogEntry entry, Bundle bundle, BundleSigner signer, ReadOnlyMemory<byte> digest)
    {
        JsonMember body = StrictJson.Object(entry.Body, MostBytes, "The log entry's body");
        string kind = $"{body.Text("kind")} {body.Text("apiVersion")}";
        if (kind != entry.Kind)
        {
            throw new RefusalException($"The log entry is of the kind {entry.Kind}, and its body of {kind}.");
        }
        JsonMember spec = body.Get("spec");
        switch (kind)
        {
            case "dsse 0.0.1" when bundle.Envelope is not null:
                DemandDsse(spec, bundle, signer);
                break;
            case "hashedrekord 0.0.1" when bundle.Message is not null:
                DemandHashedRekord(spec, bundle, signer, digest);
                break;
            case "hashedrekord 0.0.2":
                DemandHashedRekord2(entry, spec.Get("hashedRekordV002"), bundle, signer, digest);
                break;
            default:
                throw new RefusalException(
                    $"A log entry of the kind {kind} cannot be about {(bundle.Envelope is null ? "a signature over an artefact" : "an envelope")}."
                );
        }
    }

    private static void DemandDsse(JsonMember spec, Bundle bundle, BundleSigner signer)
    {
        JsonMember hash = spec.Get("payloadHash");
        Demand("spec.payloadHash.algorithm", hash.Text("algorithm"), "sha256");
        Demand(
            "spec.payloadHash.value",
            hash.Text("value"),
            Convert.ToHexStringLower(SHA256.HashData(bundle.Envelope!.Payload.Span))
        );
        IReadOnlyList<JsonMember> signatures = spec.List("signatures", 2);
        if (signatures.Count != 1)
        {
            throw new RefusalException(
                $"The log entry has {signatures.Count} signatures in spec.signatures, expected 1."
            );
        }
        Demand("spec.signatures[0].signature", signatures[0].Bytes("signature"), bundle.Signature);
        DemandVerifier("spec.signatures[0].verifier", signatures[0].Bytes("verifier"), signer);
    }

    private static void DemandHashedRekord(
        JsonMember spec,
        Bundle bundle,
        BundleSigner signer,
        ReadOnlyMemory<byte> digest
    )
    {
        JsonMember hash = spec.Get("data").Get("hash");
        Demand("spec.data.hash.algorithm", hash.Text("algorithm"), signer.Key.Hash.Name!.ToLowerInvariant());
        Demand("spec.data.hash.value", hash.Text("value"), Convert.ToHexStringLower(digest.Span));
        JsonMember signature = spec.Get("signature");
        Demand("spec.signature.content", signature.Bytes("content"), bundle.Signature);
        DemandVerifier("spec.signature.publicKey", signature.Get("publicKey").Bytes("content"), signer);
    }

    private static void DemandHashedRekord2(
        LogEntry entry,
        JsonMember spec,
        Bundle bundle,
        BundleSigner signer,
        ReadOnlyMemory<byte> digest
    )
    {
        ReadOnlyMemory<byte> expected = bundle.Envelope is { } envelope ? signer.Key.HashOf(envelope.Encode()) : digest;
        JsonMember signature = spec.Get("signature");
        JsonMember verifier = signature.Get("verifier");
        string material = signer.Certificate is null ? "publicKey" : "x509Certificate";
        Demand("data.digest", spec.Get("data").Bytes("digest"), expected);
        Demand("signature.content", signature.Bytes("content"), bundle.Signature);
        Demand($"signature.verifier.{material}", verifier.Get(material).Bytes("rawBytes"), signer.Encoded);
        // The body is canonical, so there is one text for these values.
        string whole =
            $"{{\"apiVersion\":\"0.0.2\",\"kind\":\"hashedrekord\",\"spec\":{{\"hashedRekordV002\":{{\"data\":{{\"algorithm\":\"{signer.Key.HashName}\",\"digest\":\"{Text(expected)}\"}},\"signature\":{{\"content\":\"{Text(bundle.Signature)}\",\"verifier\":{{\"keyDetails\":\"{signer.Key.KeyDetails}\",\"{material}\":{{\"rawBytes\":\"{Text(signer.Encoded)}\"}}}}}}}}}}}}";
        if (!entry.Body.Span.SequenceEqual(Encoding.UTF8.GetBytes(whole)))
        {
            throw new RefusalException(
                "The log entry's body has other values than the bundle, or further ones: its canonical text differs."
            );
        }
    }

    private static void DemandVerifier(string name, ReadOnlyMemory<byte> pem, BundleSigner signer)
    {
        if (!signer.IsInPem(Encoding.UTF8.GetString(pem.Span)))
        {
            throw new RefusalException(
                $"The log entry's {name} is not the {signer.PemLabel} that the bundle is signed with."
            );
        }
    }

    private static void Demand(string name, string found, string expected)
    {
        if (found != expected)
        {
            throw new RefusalException($"The log entry's {name} is '{found}', and that of the bundle '{expected}'.");
        }
    }

    private static void Demand(string name, ReadOnlyMemory<byte> found, ReadOnlyMemory<byte> expected)
    {
        if (!found.Span.SequenceEqual(expected.Span))
        {
            throw new RefusalException(
                $"The log entry's {name} is '{Short(found)}', and that of the bundle '{Short(expected)}'."
            );
        }
    }

    // A certificate has thousands of characters.
    private static string Short(ReadOnlyMemory<byte> bytes) =>
        Text(bytes) is { Length: > 100 } text ? $"{text[..40]}…{text[^40..]}" : Text(bytes);

    private static string Text(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(bytes.Span);
}
