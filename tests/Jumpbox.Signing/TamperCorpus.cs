using System.Text.Json.Nodes;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

/// <summary>Single changes of a bundle or of what it is verified with, each with the step that must refuse it.</summary>
internal static class TamperCorpus
{
    public static IReadOnlyDictionary<string, (VerificationStep? Step, Action<TamperCase> Change)> OfEach { get; } =
        new Dictionary<string, (VerificationStep?, Action<TamperCase>)>
        {
            ["media type of a bundle 0.4"] = (
                VerificationStep.Format,
                one => one.Bundle["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.4+json"
            ),
            ["media type in capitals"] = (
                VerificationStep.Format,
                one => one.Bundle["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+JSON"
            ),
            ["media type that is a number"] = (VerificationStep.Format, one => one.Bundle["mediaType"] = 3),
            ["media type of 0.2 for a single certificate"] = (
                VerificationStep.Format,
                one => one.Bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2"
            ),
            ["no media type"] = (VerificationStep.Format, one => one.Bundle.Remove("mediaType")),
            ["no verification material"] = (VerificationStep.Format, one => one.Bundle.Remove("verificationMaterial")),
            ["no content"] = (VerificationStep.Format, one => one.Bundle.Remove("dsseEnvelope")),
            ["two contents"] = (
                VerificationStep.Format,
                one => one.Bundle["messageSignature"] = new JsonObject { ["signature"] = "AAAA" }
            ),
            ["a signature over an artefact instead of an envelope"] = (
                VerificationStep.Format,
                one =>
                {
                    _ = one.Bundle.Remove("dsseEnvelope");
                    one.Bundle["messageSignature"] = new JsonObject { ["signature"] = "AAAA" };
                }
            ),
            ["a second signature"] = (
                VerificationStep.Format,
                one => one.Envelope["signatures"]!.AsArray().Add(new JsonObject { ["sig"] = "AAAA" })
            ),
            ["no signature"] = (VerificationStep.Format, one => one.Envelope["signatures"] = new JsonArray()),
            ["a signature with white space"] = (
                VerificationStep.Format,
                one =>
                    one.Envelope["signatures"]![0]!["sig"] =
                        one.Envelope["signatures"]![0]!["sig"]!.GetValue<string>() + " "
            ),
            ["a member twice"] = (
                VerificationStep.Format,
                one =>
                    one.Text = one
                        .Bundle.ToJsonString()
                        .Replace("\"dsseEnvelope\":", "\"dsseEnvelope\":{},\"dsseEnvelope\":", StringComparison.Ordinal)
            ),
            ["a member twice, once escaped"] = (
                VerificationStep.Format,
                one =>
                    one.Text = one
                        .Bundle.ToJsonString()
                        .Replace("\"payload\":", "\"payl\\u006fad\":\"\",\"payload\":", StringComparison.Ordinal)
            ),
            ["half of a character"] = (
                VerificationStep.Format,
                one =>
                    one.Text = one
                        .Bundle.ToJsonString()
                        .Replace("\"payloadType\":\"", "\"payloadType\":\"\\ud800", StringComparison.Ordinal)
            ),
            ["text behind the bundle"] = (VerificationStep.Format, one => one.Text = one.Bundle.ToJsonString() + "{}"),
            ["half of the bundle"] = (VerificationStep.Format, one => one.Text = one.Bundle.ToJsonString()[..1000]),
            ["a list instead of the bundle"] = (
                VerificationStep.Format,
                one => one.Text = $"[{one.Bundle.ToJsonString()}]"
            ),
            ["a key beside the certificate"] = (
                VerificationStep.Format,
                one => one.Material["publicKey"] = new JsonObject { ["hint"] = "x" }
            ),
            ["a key instead of the certificate"] = (
                VerificationStep.Signer,
                one =>
                {
                    _ = one.Material.Remove("certificate");
                    one.Material["publicKey"] = new JsonObject { ["hint"] = "x" };
                }
            ),
            ["a certificate that is none"] = (
                VerificationStep.Certificate,
                one => one.Material["certificate"]!["rawBytes"] = "AAAA"
            ),
            ["an empty certificate"] = (
                VerificationStep.Certificate,
                one => one.Material["certificate"]!["rawBytes"] = ""
            ),
            ["the certificate of another bundle of the same instance"] = (
                null,
                one =>
                    one.Material["certificate"] = SigstoreLab.Shared.Bundle(new LabRecipe(LabKind.Rekor1))[
                        "verificationMaterial"
                    ]!["certificate"]!.DeepClone()
            ),
            ["the certificate of another instance with the same names"] = (
                VerificationStep.Certificate,
                one =>
                    one.Material["certificate"] = SigstoreLab.Foreign.Bundle(new LabRecipe(LabKind.Rekor1))[
                        "verificationMaterial"
                    ]!["certificate"]!.DeepClone()
            ),
            ["a bit of the certificate's signature"] = (
                VerificationStep.Certificate,
                one => TamperCase.Flip(one.Material["certificate"]!.AsObject(), "rawBytes", -1)
            ),
            ["a bit of the certificate's claims"] = (
                VerificationStep.Certificate,
                one => TamperCase.Flip(one.Material["certificate"]!.AsObject(), "rawBytes", 500)
            ),
            ["bytes behind the certificate"] = (
                VerificationStep.Certificate,
                one =>
                    one.Material["certificate"]!["rawBytes"] = Convert.ToBase64String([
                        .. Convert.FromBase64String(one.Material["certificate"]!["rawBytes"]!.GetValue<string>()),
                        0,
                    ])
            ),
            ["the first bit of the signature"] = (
                null,
                one => TamperCase.Flip(one.Envelope["signatures"]![0]!.AsObject(), "sig", 0)
            ),
            ["the last bit of the signature"] = (
                null,
                one => TamperCase.Flip(one.Envelope["signatures"]![0]!.AsObject(), "sig", -1)
            ),
            ["an empty signature"] = (null, one => one.Envelope["signatures"]![0]!["sig"] = ""),
            ["another subject"] = (
                null,
                one => TamperCase.ReplaceInside(one.Envelope, "payload", "a0cfc712", "a0cfc713")
            ),
            ["another payload type"] = (null, one => one.Envelope["payloadType"] = "application/json"),
            ["a root that trusts its authority only later"] = (
                VerificationStep.Certificate,
                one => one.Authority["validFor"]!["start"] = "2026-03-01T12:01:01Z"
            ),
            ["a root that trusted its authority only before"] = (
                VerificationStep.Certificate,
                one => one.Authority["validFor"]!["end"] = "2026-03-01T12:00:59Z"
            ),
            ["the root of another instance"] = (
                VerificationStep.Certificate,
                one =>
                    one.Root["certificateAuthorities"] = SigstoreLab.Foreign.Root()[
                        "certificateAuthorities"
                    ]!.DeepClone()
            ),
            ["a root without authorities"] = (
                VerificationStep.Certificate,
                one => one.Root["certificateAuthorities"] = new JsonArray()
            ),
            ["a root whose anchor is missing"] = (
                VerificationStep.Certificate,
                one =>
                    one.Authority["certChain"]!["certificates"]![1] = SigstoreLab.Foreign.Root()[
                        "certificateAuthorities"
                    ]![0]!["certChain"]!["certificates"]![1]!.DeepClone()
            ),
            ["a time before the signature"] = (VerificationStep.Time, one => one.Now = LabRecipe.Start.AddMinutes(-5)),
            ["an allowed key instead of the workflow"] = (
                VerificationStep.Signer,
                one => one.Allowed = new AllowedSigner.Key(new string('0', 64), null, null)
            ),
        };

    public static IReadOnlyDictionary<string, (VerificationStep? Step, Action<TamperCase> Change)> OfLogs { get; } =
        new Dictionary<string, (VerificationStep?, Action<TamperCase>)>
        {
            ["no log entry"] = (null, one => one.Material.Remove("tlogEntries")),
            ["the log entry twice"] = (
                VerificationStep.Format,
                one => one.Material["tlogEntries"]!.AsArray().Add(one.Entry.DeepClone())
            ),
            ["33 log entries"] = (
                VerificationStep.Format,
                one =>
                {
                    for (int added = 0; added < 32; added++)
                    {
                        one.Material["tlogEntries"]!.AsArray().Add(one.Entry.DeepClone());
                    }
                }
            ),
            ["a negative index"] = (VerificationStep.Format, one => one.Entry["logIndex"] = "-1"),
            ["an index with a sign"] = (VerificationStep.Format, one => one.Entry["logIndex"] = "+1"),
            ["an index beyond int64"] = (VerificationStep.Format, one => one.Entry["logIndex"] = "9223372036854775808"),
            ["an index that is a fraction"] = (VerificationStep.Format, one => one.Entry["logIndex"] = 1.5),
            ["another index"] = (null, one => one.Entry["logIndex"] = "1002"),
            ["a negative index of the proof"] = (VerificationStep.Format, one => one.Proof["logIndex"] = "-1"),
            ["another index of the proof"] = (VerificationStep.Log, one => one.Proof["logIndex"] = "0"),
            ["an index of the proof beyond the tree"] = (VerificationStep.Log, one => one.Proof["logIndex"] = "3"),
            ["another size of the tree"] = (VerificationStep.Log, one => one.Proof["treeSize"] = "4"),
            ["a tree without entries"] = (VerificationStep.Log, one => one.Proof["treeSize"] = "0"),
            ["another root"] = (VerificationStep.Log, one => TamperCase.Flip(one.Proof, "rootHash", 0)),
            ["no hashes"] = (VerificationStep.Log, one => one.Proof["hashes"] = new JsonArray()),
            ["a hash too many"] = (
                VerificationStep.Log,
                one => one.Proof["hashes"]!.AsArray().Add(one.Proof["hashes"]![0]!.DeepClone())
            ),
            ["a bit of a hash"] = (
                VerificationStep.Log,
                one => one.Proof["hashes"]![0] = Convert.ToBase64String(new byte[32])
            ),
            ["a short hash"] = (VerificationStep.Log, one => one.Proof["hashes"]![0] = "AAAA"),
            ["a proof of 65 hashes"] = (
                VerificationStep.Format,
                one =>
                    one.Proof["hashes"] = new JsonArray([
                        .. Enumerable
                            .Repeat(Convert.ToBase64String(new byte[32]), 65)
                            .Select(hash => JsonValue.Create(hash)),
                    ])
            ),
            ["a checkpoint of 100000 characters"] = (
                VerificationStep.Format,
                one => one.Proof["checkpoint"]!["envelope"] = new string('a', 100_000)
            ),
            ["no proof"] = (VerificationStep.Format, one => one.Entry.Remove("inclusionProof")),
            ["no checkpoint"] = (VerificationStep.Format, one => one.Proof.Remove("checkpoint")),
            ["another size in the checkpoint"] = (
                VerificationStep.Log,
                one => TamperCase.Replace(one.Proof["checkpoint"]!.AsObject(), "envelope", "\n3\n", "\n4\n")
            ),
            ["another size in the checkpoint and in the proof"] = (
                VerificationStep.Log,
                one =>
                {
                    one.Proof["treeSize"] = "4";
                    TamperCase.Replace(one.Proof["checkpoint"]!.AsObject(), "envelope", "\n3\n", "\n4\n");
                }
            ),
            ["a checkpoint of another origin, signed by the log"] = (
                VerificationStep.Log,
                one =>
                {
                    LabLog log = one.Entry.ContainsKey("integratedTime")
                        ? SigstoreLab.Shared.Log1
                        : SigstoreLab.Shared.Log2;
                    one.Proof["checkpoint"]!["envelope"] = log.Checkpoint(
                        3,
                        one.Proof["rootHash"]!.GetValue<string>(),
                        "other.test - 42"
                    );
                }
            ),
            ["the log entry of another bundle"] = (
                null,
                one =>
                    one.Material["tlogEntries"] = SigstoreLab.Shared.Bundle(
                        new LabRecipe(one.Entry.ContainsKey("integratedTime") ? LabKind.Rekor1 : LabKind.Rekor2)
                    )["verificationMaterial"]!["tlogEntries"]!.DeepClone()
            ),
            ["only the witness's signature"] = (
                VerificationStep.Log,
                one =>
                {
                    string[] lines = one.Proof["checkpoint"]!["envelope"]!.GetValue<string>().Split('\n');
                    one.Proof["checkpoint"]!["envelope"] = string.Join('\n', [.. lines[..4], .. lines[5..]]);
                }
            ),
            ["another name of the log in the checkpoint"] = (
                VerificationStep.Log,
                one => TamperCase.Replace(one.Proof["checkpoint"]!.AsObject(), "envelope", "— ", "— x.")
            ),
            ["another log"] = (null, one => TamperCase.Flip(one.Entry["logId"]!.AsObject(), "keyId", 0)),
            ["another kind"] = (VerificationStep.LogBody, one => one.Entry["kindVersion"]!["kind"] = "intoto"),
            ["another version of the kind"] = (
                VerificationStep.LogBody,
                one => one.Entry["kindVersion"]!["version"] = "0.0.3"
            ),
            ["another body"] = (
                null,
                one => TamperCase.ReplaceInside(one.Entry, "canonicalizedBody", "\"kind\"", "\"kin\"")
            ),
            ["a space in the body"] = (
                null,
                one => TamperCase.ReplaceInside(one.Entry, "canonicalizedBody", "\"kind\":", "\"kind\": ")
            ),
            ["a root without the logs' keys"] = (
                null,
                one => one.Root["tlogs"] = SigstoreLab.Foreign.Root()["tlogs"]!.DeepClone()
            ),
            ["a root that does not say from when a log is trusted"] = (
                null,
                one =>
                {
                    foreach (JsonNode? log in one.Root["tlogs"]!.AsArray())
                    {
                        _ = log!["publicKey"]!["validFor"]!.AsObject().Remove("start");
                    }
                }
            ),
            ["a root that trusts its logs only later"] = (
                null,
                one =>
                {
                    foreach (JsonNode? log in one.Root["tlogs"]!.AsArray())
                    {
                        log!["publicKey"]!["validFor"]!["start"] = "2026-03-01T12:01:01Z";
                    }
                }
            ),
            ["a root without the certificate log's key"] = (
                VerificationStep.CertificateTransparency,
                one => one.Root["ctlogs"] = SigstoreLab.Foreign.Root()["ctlogs"]!.DeepClone()
            ),
            ["a root that trusted the certificate log only before"] = (
                VerificationStep.CertificateTransparency,
                one => one.Root["ctlogs"]![0]!["publicKey"]!["validFor"]!["end"] = "2026-02-01T00:00:00Z"
            ),
        };

    public static IReadOnlyDictionary<string, (VerificationStep? Step, Action<TamperCase> Change)> OfPromises { get; } =
        new Dictionary<string, (VerificationStep?, Action<TamperCase>)>
        {
            ["no promise and no timestamp"] = (VerificationStep.Time, one => one.Entry.Remove("inclusionPromise")),
            ["a bit of the promise"] = (
                VerificationStep.Time,
                one => TamperCase.Flip(one.Entry["inclusionPromise"]!.AsObject(), "signedEntryTimestamp", -1)
            ),
            ["another time"] = (VerificationStep.Time, one => one.Entry["integratedTime"] = "1772366461"),
            ["no time"] = (VerificationStep.Time, one => one.Entry.Remove("integratedTime")),
            ["a time beyond the calendar"] = (
                VerificationStep.Time,
                one => one.Entry["integratedTime"] = "9223372036854775807"
            ),
        };

    public static IReadOnlyDictionary<
        string,
        (VerificationStep? Step, Action<TamperCase> Change)
    > OfTimestamps { get; } =
        new Dictionary<string, (VerificationStep?, Action<TamperCase>)>
        {
            ["no timestamp"] = (VerificationStep.Time, one => one.Material.Remove("timestampVerificationData")),
            ["the timestamp twice"] = (
                VerificationStep.Format,
                one =>
                    one.Material["timestampVerificationData"]!["rfc3161Timestamps"]!
                        .AsArray()
                        .Add(one.Timestamp.DeepClone())
            ),
            ["a bit of the timestamp's signature"] = (
                VerificationStep.Time,
                one => TamperCase.Flip(one.Timestamp, "signedTimestamp", -1)
            ),
            ["a timestamp that is none"] = (VerificationStep.Time, one => one.Timestamp["signedTimestamp"] = "AAAA"),
            ["a timestamp of 100000 bytes"] = (
                VerificationStep.Format,
                one => one.Timestamp["signedTimestamp"] = Convert.ToBase64String(new byte[100_000])
            ),
            ["the timestamp of another bundle"] = (
                VerificationStep.Time,
                one =>
                    one.Material["timestampVerificationData"] = SigstoreLab.Shared.Bundle(
                        new LabRecipe(LabKind.Private)
                    )["verificationMaterial"]!["timestampVerificationData"]!.DeepClone()
            ),
            ["a good timestamp beside that of another bundle"] = (
                VerificationStep.Time,
                one =>
                    SigstoreLab.AddTimestamp(
                        one.Material,
                        LabTimestamps.Respond(SigstoreLab.Shared.Timestamps, [1, 2, 3], LabRecipe.Start)
                    )
            ),
            ["a timestamp by another authority"] = (
                VerificationStep.Time,
                one => Restamp(one, SigstoreLab.Foreign.Timestamps, LabRecipe.Start.AddMinutes(1))
            ),
            ["a timestamp that was not granted"] = (
                VerificationStep.Time,
                one => Restamp(one, SigstoreLab.Shared.Timestamps, LabRecipe.Start.AddMinutes(1), 2)
            ),
            ["a timestamp from before the certificate"] = (
                VerificationStep.Certificate,
                one => Restamp(one, SigstoreLab.Shared.Timestamps, LabRecipe.Start.AddSeconds(-1))
            ),
            ["a timestamp from after the certificate"] = (
                VerificationStep.Certificate,
                one => Restamp(one, SigstoreLab.Shared.Timestamps, LabRecipe.Start.AddSeconds(601))
            ),
            ["a timestamp from before the authority"] = (
                VerificationStep.Time,
                one => Restamp(one, SigstoreLab.Shared.Timestamps, LabRecipe.Start.AddYears(-1))
            ),
            ["a root that trusted its timestamp authority only before"] = (
                VerificationStep.Time,
                one => one.Root["timestampAuthorities"]![0]!["validFor"]!["end"] = "2026-03-01T12:00:59Z"
            ),
            ["a root without timestamp authorities"] = (
                VerificationStep.Time,
                one => one.Root["timestampAuthorities"] = new JsonArray()
            ),
        };

    private static void Restamp(TamperCase one, LabAuthority authority, DateTimeOffset time, int status = 0)
    {
        byte[] signature = Convert.FromBase64String(one.Envelope["signatures"]![0]!["sig"]!.GetValue<string>());
        one.Timestamp["signedTimestamp"] = Convert.ToBase64String(
            LabTimestamps.Respond(authority, signature, time, status)
        );
    }
}
