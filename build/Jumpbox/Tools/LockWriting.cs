using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpbox.Tools;

/// <summary>Writes the lock's canonical bytes.</summary>
internal static class LockWriting
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        // The lock's grammar allows plain ASCII only; the relaxed encoder keeps + and ~ readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ToolLock toolLock)
    {
        ArrayBufferWriter<byte> buffer = new(16 * 1024);
        using (Utf8JsonWriter writer = new(buffer, Layout))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "./tools.lock.schema.json");
            writer.WriteString(
                "resolvedAt",
                toolLock.ResolvedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            );
            writer.WriteString("reviewAt", Day(toolLock.ReviewAt));
            writer.WriteString("aptSnapshot", toolLock.AptSnapshot);
            Write(writer, "baseImages", toolLock.BaseImages, BaseImage);
            Write(writer, "tools", toolLock.Tools.OrderBy(tool => tool.Name, StringComparer.Ordinal), Tool);
            // A lock without packages is the same as before there were any.
            if (toolLock.PackageSets.Count > 0)
            {
                Write(
                    writer,
                    "packageSets",
                    toolLock
                        .PackageSets.OrderBy(set => set.Suite, StringComparer.Ordinal)
                        .ThenBy(set => set.Architecture, StringComparer.Ordinal)
                        .ThenBy(set => string.Join(' ', set.Names), StringComparer.Ordinal),
                    PackageSet
                );
            }
            if (toolLock.AzExtensions.Count > 0)
            {
                Write(
                    writer,
                    "azExtensions",
                    toolLock
                        .AzExtensions.OrderBy(set => set.Architecture, StringComparer.Ordinal)
                        .ThenBy(set => string.Join(' ', set.Names), StringComparer.Ordinal),
                    ExtensionSet
                );
            }
            writer.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void PackageSet(Utf8JsonWriter writer, LockedPackageSet set)
    {
        writer.WriteString("suite", set.Suite);
        writer.WriteString("architecture", set.Architecture);
        writer.WriteString("snapshot", set.Snapshot);
        Names(writer, set.Names);
        Write(writer, "packages", set.Packages.OrderBy(package => package.Name, StringComparer.Ordinal), Package);
    }

    private static void Names(Utf8JsonWriter writer, IEnumerable<string> names)
    {
        writer.WriteStartArray("names");
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(name);
        }
        writer.WriteEndArray();
    }

    private static void ExtensionSet(Utf8JsonWriter writer, LockedExtensionSet set)
    {
        writer.WriteString("architecture", set.Architecture);
        writer.WriteString("azureCli", set.AzureCli);
        writer.WriteString("python", set.Python);
        Names(writer, set.Names);
        Write(writer, "wheels", set.Wheels.OrderBy(wheel => wheel.Url, StringComparer.Ordinal), Wheel);
    }

    private static void Wheel(Utf8JsonWriter writer, LockedWheel wheel)
    {
        writer.WriteString("name", wheel.Name);
        writer.WriteString("version", wheel.Version);
        writer.WriteString("url", wheel.Url);
        writer.WriteString("sha256", wheel.Sha256);
        if (wheel.IsExtension)
        {
            writer.WriteBoolean("extension", true);
        }
    }

    private static void Package(Utf8JsonWriter writer, LockedPackage package)
    {
        writer.WriteString("name", package.Name);
        writer.WriteString("version", package.Version);
        writer.WriteString("architecture", package.Architecture);
        writer.WriteString("path", package.Path);
        writer.WriteNumber("size", package.Size);
        writer.WriteString("sha256", package.Sha256);
    }

    private static void BaseImage(Utf8JsonWriter writer, LockedBaseImage image)
    {
        writer.WriteString("publisher", image.Publisher);
        writer.WriteString("offer", image.Offer);
        writer.WriteString("sku", image.Sku);
        writer.WriteString("version", image.Version);
        if (image.Stated is { } places)
        {
            writer.WriteNumber("stated", places);
        }
    }

    private static void Tool(Utf8JsonWriter writer, LockedTool tool)
    {
        writer.WriteString("name", tool.Name);
        writer.WriteString("version", tool.Version);
        writer.WriteString("tag", tool.Tag);
        writer.WriteString("commit", tool.Commit);
        writer.WriteString("published", tool.Published is { } day ? Day(day) : null);
        Write(
            writer,
            "artifacts",
            tool.Artifacts.OrderBy(file => file.Suite, StringComparer.Ordinal)
                .ThenBy(file => file.Architecture, StringComparer.Ordinal),
            Artifact
        );
    }

    private static void Artifact(Utf8JsonWriter writer, LockedArtifact file)
    {
        writer.WriteString("architecture", file.Architecture);
        if (file.Suite is not null)
        {
            writer.WriteString("suite", file.Suite);
            writer.WriteString("packageVersion", file.PackageVersion);
        }
        writer.WriteString("url", file.Url);
        if (file.Size is { } size)
        {
            writer.WriteNumber("size", size);
        }
        else
        {
            writer.WriteNull("size");
        }
        writer.WriteString("sha256", file.Sha256);
        Write(
            writer,
            "verified",
            file.Verified.OrderBy(one => one.Kind).ThenBy(one => one.Source, StringComparer.Ordinal),
            Confirmation
        );
    }

    private static void Confirmation(Utf8JsonWriter writer, Verification confirmation)
    {
        writer.WriteString("by", LockReading.Kinds.First(kind => kind.Value == confirmation.Kind).Key);
        if (confirmation.Source is not null)
        {
            writer.WriteString("source", confirmation.Source);
        }
        if (confirmation.Issuer is not null)
        {
            writer.WriteString("issuer", confirmation.Issuer);
        }
        if (confirmation.Kind == VerificationKind.Stated)
        {
            writer.WriteNumber("count", confirmation.Count);
        }
    }

    private static void Write<T>(
        Utf8JsonWriter writer,
        string name,
        IEnumerable<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
