using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Holds what carries our tag under a name that we do not give: a tag can be written by many, a name is given once. Pure.
/// </summary>
public static class NameProof
{
    /// <summary>What holds such a thing.</summary>
    public const string Foreign = "it carries our tag, but its name is not one that we give";

    /// <summary>
    /// The thing, held where it is a template whose name is not ours. Names of images, assignments and staging groups are proven
    /// where they are found.
    /// </summary>
    /// <param name="thing">Something that carries our tag.</param>
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
