using System.Reflection;

namespace Jumpbox.Rehearsal;

/// <summary>The scripts that create sandboxes, embedded in this assembly.</summary>
internal static class RehearsalScripts
{
    /// <summary>Reads a script.</summary>
    /// <param name="name">The file's name in the folder <c>Scripts</c>.</param>
    public static string Read(string name)
    {
        using Stream stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"Jumpbox.Rehearsal.Scripts.{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
