using Jumpbox.Naming;

namespace Jumpbox.Sweeping;

/// <summary>
/// Holds what carries our tag under a name that we do not give: a tag can be written by many, a name is given once. Pure.
/// </summary>
public static class NameProof
{
    /// <summary>The thing, held where its name is not ours.</summary>
    /// <param name="thing">Something that carries our tag.</param>
    /// <param name="names">Our names.</param>
    public static FoundThing Hold(FoundThing thing, Names names)
    {
        ArgumentNullException.ThrowIfNull(thing);
        ArgumentNullException.ThrowIfNull(names);
        string name = thing.Id[(thing.Id.LastIndexOf('/') + 1)..];
        bool ours = thing.Kind switch
        {
            LeftOverKind.Template => names.IsTemplate(name),
            LeftOverKind.Image => !IsManaged(thing.Id) || names.IsManagedImage(name),
            // A version's name is the user's own; it is found under the definition that the settings name. Names of assignments and
            // staging groups are proven where they are found.
            _ => true,
        };
        return ours || thing.Held is not null
            ? thing
            : thing with
            {
                Held = "it carries our tag, but its name is not one that we give",
            };
    }

    private static bool IsManaged(string id) =>
        id.Contains("/providers/Microsoft.Compute/images/", StringComparison.OrdinalIgnoreCase);
}
