using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Keeps resources with the pipeline's tag but without its naming: many accounts can change a tag, but a name never changes.
/// Pure.
/// </summary>
public static class NameProof
{
    /// <summary>Why it is kept.</summary>
    public const string Foreign = "it has the pipeline's tag, but its name does not follow the pipeline's naming";

    /// <summary>
    /// Returns the resource, marked as kept if it is a template without the pipeline's naming. Names of images, assignments
    /// and staging groups are checked where they are listed.
    /// </summary>
    /// <param name="thing">A resource with the pipeline's tag.</param>
    /// <param name="names">The pipeline's names.</param>
    public static FoundThing Hold(FoundThing thing, Names names)
    {
        bool ours =
            thing.Kind != LeftOverKind.Template || names.IsTemplate(thing.Id[(thing.Id.LastIndexOf('/') + 1)..]);
        return ours || thing.Held is not null ? thing : thing with { Held = Foreign };
    }
}
