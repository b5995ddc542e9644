using Jumpbox.Evidence;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Files;

namespace Jumpbox.Life;

/// <summary>What a command changed in the life of images: <c>rollback.json</c>, <c>retirement.json</c>, <c>revocation.json</c>,
/// <c>promotion.json</c> or <c>rollout.json</c> in the artifacts folder.</summary>
public sealed record LifeRecord
{
    /// <summary>The action of a revocation.</summary>
    public const string Revocation = "revocation";

    /// <summary>The action of a rollout.</summary>
    public const string Rollout = "rollout";

    /// <summary>The schema version of this program.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary><c>rollback</c>, <c>retirement</c>, <c>revocation</c>, <c>promotion</c> or <c>rollout</c>.</summary>
    public required string Action { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: the signed-in account, as named in its token.</summary>
    public required string By { get; init; }

    /// <summary>Why, in one line; null if the command takes no reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The image that the command is about, or that is the latest afterwards.</summary>
    public required string Image { get; init; }

    /// <summary>The images that are no longer offered, with what runs from them; of a rollout, those that its machines no longer run.</summary>
    public IReadOnlyList<LifeRecordImage> Affected { get; init; } = [];

    /// <summary>Where users could not be read; then <see cref="Affected"/> may lack some.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What the image was built from, and who says so; null if the command does not state it.</summary>
    public ImageIdentity? Identity { get; init; }

    /// <summary>The file's name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FileName => $"{Action}.json";

    /// <summary>
    /// The in-toto statement of a revocation, to be signed: its subjects are the images, by content and build as in the
    /// provenance. Null for other records, and where no image has a known content.
    /// </summary>
    public string? ToStatement()
    {
        LifeRecordImage[] known = [.. Affected.Where(image => image.ContentHash is not null)];
        return Action == Revocation && known.Length > 0
            ? EvidenceJson.Write(
                new
                {
                    _type = ProvenanceStatement.StatementType,
                    subject = known.Select(image => new
                    {
                        name = image.Id,
                        digest = image.Run is null
                            ? new SortedDictionary<string, string>
                            {
                                [ProvenanceStatement.ContentDigest] = image.ContentHash!,
                            }
                            : new SortedDictionary<string, string>
                            {
                                [ProvenanceStatement.ContentDigest] = image.ContentHash!,
                                [ProvenanceStatement.RunDigest] = image.Run,
                            },
                    }),
                    predicateType = "urn:jumpbox:revocation:v1",
                    predicate = this,
                }
            )
            : null;
    }

    /// <summary>The record's text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the record atomically.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), ToJson());
}

/// <summary>An image that is no longer offered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ContentHash">The SHA-256 of its content; null when unknown.</param>
/// <param name="Run">The build that created it; null when unknown.</param>
/// <param name="Users">The ids of what runs from it.</param>
public sealed record LifeRecordImage(string Id, string? ContentHash, string? Run, IReadOnlyList<string> Users);
