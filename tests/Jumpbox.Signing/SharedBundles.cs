namespace Jumpbox.Signing.Tests;

/// <summary>The published bundles beside the checkout; they are not part of it.</summary>
internal static class SharedBundles
{
    private static string Folder => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "bundles"));

    public static byte[] Read(string name)
    {
        string path = Path.Combine(Folder, name);
        Assert.SkipUnless(
            File.Exists(path),
            $"The published bundles are not at ../shared/data/bundles: {name} is missing."
        );
        return File.ReadAllBytes(path);
    }

    public static string ReadText(string name) => System.Text.Encoding.UTF8.GetString(Read(name));
}
