using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>Verification summaries as in-toto statements.</summary>
internal static class SummaryJson
{
    private const string Passing = "PASSED";
    private const string Failing = "FAILED";
    private const int MostItems = 1024;

    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    public static byte[] Write(VerificationSummary summary, IReadOnlyList<StatementSubject> subjects)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, Writing))
        {
            json.WriteStartObject();
            json.WriteString("_type", InTotoStatement.Type);
            json.WriteStartArray("subject");
            foreach (StatementSubject subject in subjects)
            {
                new StatementReference(null, subject.Digest).Write(json, subject.Name);
            }
            json.WriteEndArray();
            json.WriteString("predicateType", VerificationSummary.PredicateType);
            WritePredicate(json, summary);
            json.WriteEndObject();
        }
        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    private static void WritePredicate(Utf8JsonWriter json, VerificationSummary summary)
    {
        json.WriteStartObject("predicate");
        json.WriteStartObject("verifier");
        json.WriteString("id", summary.VerifierId);
        json.WriteEndObject();
        if (summary.TimeVerified is { } time)
        {
            json.WriteString("timeVerified", UtcText.Of(time));
        }
        json.WriteString("resourceUri", summary.ResourceUri);
        json.WritePropertyName("policy");
        summary.Policy.Write(json, null);
        if (summary.InputAttestations.Count > 0)
        {
            json.WriteStartArray("inputAttestations");
            foreach (StatementReference input in summary.InputAttestations)
            {
                input.Write(json, null);
            }
            json.WriteEndArray();
        }
        json.WriteString("verificationResult", summary.Passed ? Passing : Failing);
        json.WriteStartArray("verifiedLevels");
        foreach (string level in summary.VerifiedLevels)
        {
            json.WriteStringValue(level);
        }
        json.WriteEndArray();
        json.WriteString("slsaVersion", "1.2");
        json.WriteEndObject();
    }

    public static VerificationSummary Read(JsonMember predicate)
    {
        string result = predicate.Text("verificationResult");
        string[] levels = [.. predicate.List("verifiedLevels", MostItems).Select(one => one.AsText())];
        return new VerificationSummary
        {
            VerifierId = Filled(predicate.Get("verifier"), "id"),
            ResourceUri = Filled(predicate, "resourceUri"),
            Policy = StatementReference.Read(predicate.Get("policy"), needsDigest: false),
            Passed = result switch
            {
                Passing => true,
                Failing => false,
                _ => throw new RefusalException(
                    $"The verification result is '{result}', expected {Passing} or {Failing}."
                ),
            },
            VerifiedLevels = SlsaLevels.Problem(levels) is { } problem ? throw new RefusalException(problem) : levels,
            TimeVerified = predicate.OptionalText("timeVerified") is { } time ? Time(time) : null,
            InputAttestations =
            [
                .. predicate
                    .List("inputAttestations", MostItems)
                    .Select(one => StatementReference.Read(one, needsDigest: true)),
            ],
        };
    }

    private static string Filled(JsonMember parent, string name) =>
        parent.Text(name) is { Length: > 0 } text
            ? text
            : throw new RefusalException($"'{parent.Path}.{name}' is empty.");

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time
        )
            ? time
            : throw new RefusalException($"'timeVerified' is '{text}', which is not a time.");
}
