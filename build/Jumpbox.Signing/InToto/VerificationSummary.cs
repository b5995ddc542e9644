using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>A verdict about an artefact as SLSA's verification summary v1 (https://slsa.dev/spec/v1.2/verification_summary).</summary>
public sealed record VerificationSummary
{
    /// <summary>The predicate type.</summary>
    public const string PredicateType = "https://slsa.dev/verification_summary/v1";

    private const string Passing = "PASSED";
    private const string Failing = "FAILED";
    private const int MostItems = 1024;

    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Who verified, as a URI.</summary>
    public required string VerifierId { get; init; }

    /// <summary>What was verified, as a URI.</summary>
    public required string ResourceUri { get; init; }

    /// <summary>The rules that were applied.</summary>
    public required StatementReference Policy { get; init; }

    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>
    /// The levels that were verified: at most one of each SLSA track, and words of one's own, which do not start with SLSA_.
    /// </summary>
    public required IReadOnlyList<string> VerifiedLevels { get; init; }

    /// <summary>When it was verified.</summary>
    public DateTimeOffset? TimeVerified { get; init; }

    /// <summary>All attestations that were read, each with a digest; none if the summary does not list them.</summary>
    public IReadOnlyList<StatementReference> InputAttestations { get; init; } = [];

    /// <summary>Reads the summary of a verified statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="problem">Why it is not a summary.</param>
    /// <returns>The summary, or null.</returns>
    public static VerificationSummary? Read(InTotoStatement statement, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(statement);
        problem =
            statement.PredicateType == PredicateType && statement.Content is not null
                ? null
                : $"The predicate has the type '{statement.PredicateType}', expected '{PredicateType}'.";
        try
        {
            return problem is null
                ? Steps.Take(VerificationStep.Statement, () => Read(statement.Content!.Value))
                : null;
        }
        catch (RefusalException refusal)
        {
            problem = refusal.Message;
            return null;
        }
    }

    /// <summary>The statement of this summary about subjects: what is to be signed.</summary>
    /// <param name="subjects">What was verified; each with a digest.</param>
    /// <exception cref="ArgumentException">A subject or an input has no digest, or a level is invalid.</exception>
    public byte[] ToStatement(IReadOnlyList<StatementSubject> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        if (subjects.Count == 0 || subjects.Any(one => one.Digest.Count == 0) || InputAttestations.Any(one => one.Digest.Count == 0))
        {
            throw new ArgumentException("Each subject and each input attestation needs a digest.", nameof(subjects));
        }
        if (SlsaLevels.Problem(VerifiedLevels) is { } problem)
        {
            throw new ArgumentException(problem, nameof(subjects));
        }
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
            json.WriteString("predicateType", PredicateType);
            WritePredicate(json);
            json.WriteEndObject();
        }
        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    private void WritePredicate(Utf8JsonWriter json)
    {
        json.WriteStartObject("predicate");
        json.WriteStartObject("verifier");
        json.WriteString("id", VerifierId);
        json.WriteEndObject();
        if (TimeVerified is { } time)
        {
            json.WriteString("timeVerified", UtcText.Of(time));
        }
        json.WriteString("resourceUri", ResourceUri);
        json.WritePropertyName("policy");
        Policy.Write(json, null);
        if (InputAttestations.Count > 0)
        {
            json.WriteStartArray("inputAttestations");
            foreach (StatementReference input in InputAttestations)
            {
                input.Write(json, null);
            }
            json.WriteEndArray();
        }
        json.WriteString("verificationResult", Passed ? Passing : Failing);
        json.WriteStartArray("verifiedLevels");
        foreach (string level in VerifiedLevels)
        {
            json.WriteStringValue(level);
        }
        json.WriteEndArray();
        json.WriteString("slsaVersion", "1.2");
        json.WriteEndObject();
    }

    private static VerificationSummary Read(JsonMember predicate)
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
                _ => throw new RefusalException($"The verification result is '{result}', expected {Passing} or {Failing}."),
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
