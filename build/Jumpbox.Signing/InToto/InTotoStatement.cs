using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>An in-toto statement v1: a predicate about subjects that are named by digest (https://in-toto.io/Statement/v1).</summary>
public sealed class InTotoStatement
{
    /// <summary>The statement's type.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The type before v1, which generators of provenance still write; its subjects are the same.</summary>
    internal const string OlderType = "https://in-toto.io/Statement/v0.1";

    private const int MostBytes = 24 * 1024 * 1024;

    // GitHub attests at most 1024 files at once; our own statement names each file of evidence.
    private const int MostSubjects = 4096;

    private InTotoStatement(IReadOnlyList<StatementSubject> subjects, string predicateType, JsonMember? predicate)
    {
        Subjects = subjects;
        PredicateType = predicateType;
        Content = predicate;
    }

    /// <summary>What the statement is about.</summary>
    public IReadOnlyList<StatementSubject> Subjects { get; }

    /// <summary>What the predicate says, as a URI.</summary>
    public string PredicateType { get; }

    /// <summary>The predicate; null if the statement has none.</summary>
    public JsonElement? Predicate => Content?.Element;

    internal JsonMember? Content { get; }

    /// <summary>Whether a subject has a digest. Names of subjects do not count.</summary>
    /// <param name="algorithm">The name of the digest, for example <c>sha256</c>.</param>
    /// <param name="value">The digest; of hashes in lower-case hex.</param>
    public bool Covers(string algorithm, string value) =>
        !string.IsNullOrEmpty(value)
        && Subjects.Any(subject => subject.Digest.TryGetValue(algorithm, out string? found) && found == value);

    /// <param name="text">JSON in UTF-8.</param>
    /// <param name="otherType">A type that is accepted beside <see cref="Type"/>; null for none.</param>
    /// <exception cref="RefusalException">It is not a statement.</exception>
    internal static InTotoStatement Parse(ReadOnlyMemory<byte> text, string? otherType = null)
    {
        JsonMember statement = StrictJson.Object(text, MostBytes, "The statement");
        string type = statement.Text("_type");
        if (type != Type && type != otherType)
        {
            throw new RefusalException($"The statement has the type '{type}', expected '{Type}'.");
        }
        StatementSubject[] subjects = [.. statement.List("subject", MostSubjects).Select(StatementSubject.Read)];
        string[] names = [.. subjects.Select(one => one.Name).OfType<string>()];
        if (subjects.Length == 0 || names.Distinct().Count() < names.Length)
        {
            throw new RefusalException(
                subjects.Length == 0
                    ? "The statement has no subject."
                    : "Two subjects of the statement have the same name."
            );
        }
        string predicateType = statement.Text("predicateType");
        JsonMember? predicate = statement.Find("predicate");
        predicate?.Demand(JsonValueKind.Object, "an object");
        return predicateType.Length > 0
            ? new InTotoStatement(subjects, predicateType, predicate)
            : throw new RefusalException("The statement's predicate type is empty.");
    }
}
