using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Keeps what has our tag but not our naming: a tag can be changed by many, a name never changes. Pure.
/// </summary>
public static class NameProof
{
    /// <summary>Why it is kept.</summary>
    public const string Foreign = "it has the pipeline's tag, but its name does not follow the pipeline's naming";

    /// <summary>
    /// The resource, kept where it is a template whose name is not ours. Names of images, assignments and staging
    /// groups are checked where they are listed.
    /// </summary>
    /// <param name="thing">A resource with our tag.</param>
    /// <param name="names">Our names.</param>
    public static FoundThing Hold(FoundThing thing, Names names)
    {
        ArgumentNullException.ThrowIfNull(thing);
        ArgumentNullException.ThrowIfNull(names);
        bool ours =
            thing.Kind != LeftOverKind.Template || names.IsTemplate(thing.Id[(thing.Id.LastIndexOf('/') + 1)..]);
        return ours || thing.Held is not null ? thing : thing with { Held = Foreign };
    }
}
