namespace Build.Run;

/// <summary>
/// The files that ship with the program: templates, scripts, catalogue, schemas, pages. In a clone they are the clone's; an
/// installed tool has them in the folder <see cref="Folder"/> beside its assembly.
/// </summary>
internal static class ShippedFiles
{
    /// <summary>The folder beside an installed tool's assembly.</summary>
    public const string Folder = "content";

    private static readonly string Packed = Path.Combine(AppContext.BaseDirectory, Folder);

    /// <summary>Whether the program is an installed tool.</summary>
    public static bool IsTool { get; } = Directory.Exists(Packed);

    /// <summary>Their root.</summary>
    /// <exception cref="DirectoryNotFoundException">The program is neither in a clone nor an installed tool.</exception>
    public static string Root => IsTool ? Packed : Checkout.Root;

    /// <summary>The path of one of them.</summary>
    /// <param name="name">Relative to their root, for example <c>templates</c>.</param>
    public static string PathOf(string name) => Path.Combine(Root, name);
}
