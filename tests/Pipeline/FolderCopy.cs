namespace Pipeline.Tests;

/// <summary>Copies a folder with all that is below it.</summary>
internal static class FolderCopy
{
    public static void Create(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
