using System.Text.Encodings.Web;
using System.Text.Json;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Json;

/// <summary>
/// JSON aliases for Cake: those of the published addin Cake.Json, with its names and parameters, except those that return a
/// type of Newtonsoft.Json. Property names are written in camelCase and read case-insensitively. A file must match the type;
/// otherwise the message has the position.
/// </summary>
[CakeAliasCategory("Json")]
public static class JsonAliases
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        // Artifacts are read by people, and never embedded in HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Serializes an object to JSON on one line.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="instance">The object.</param>
    [CakeMethodAlias]
    public static string SerializeJson<T>(this ICakeContext context, T instance) =>
        JsonSerializer.Serialize(instance, Compact);

    /// <summary>Serializes an object to indented JSON.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="instance">The object.</param>
    [CakeMethodAlias]
    public static string SerializeJsonPretty<T>(this ICakeContext context, T instance) =>
        JsonSerializer.Serialize(instance, Pretty);

    /// <summary>Serializes an object to a file as indented JSON.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <param name="instance">The object.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [CakeMethodAlias]
    public static void SerializeJsonToPrettyFile<T>(this ICakeContext context, FilePath filename, T instance) =>
        Write(context, filename, instance, Pretty);

    /// <summary>Serializes an object to a file as JSON on one line.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <param name="instance">The object.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [CakeMethodAlias]
    public static void SerializeJsonToFile<T>(this ICakeContext context, FilePath filename, T instance) =>
        Write(context, filename, instance, Compact);

    /// <summary>Deserializes an object from JSON.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="CakeException">
    /// The text is not JSON or does not match the type; the message has line and column.
    /// </exception>
    [CakeMethodAlias]
    public static T DeserializeJson<T>(this ICakeContext context, string json) => Read<T>(json, "The text");

    /// <summary>Deserializes an object from a JSON file.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <exception cref="CakeException">
    /// The file is not JSON or does not match the type; the message has file, line and column.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    [CakeMethodAlias]
    public static T DeserializeJsonFromFile<T>(this ICakeContext context, FilePath filename) =>
        Read<T>(Text(context, filename), $"'{filename}'");

    private static void Write<T>(ICakeContext context, FilePath filename, T instance, JsonSerializerOptions form)
    {
        using Stream stream = File(context, filename).OpenWrite();
        stream.SetLength(0);
        JsonSerializer.Serialize(stream, instance, form);
        stream.WriteByte((byte)'\n');
    }

    private static T Read<T>(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Pretty) ?? throw new JsonException("The value is null.");
        }
        catch (JsonException error)
        {
            // The serializer's positions are zero-based, those of editors one-based.
            string place = error.LineNumber is { } line
                ? $" in line {line + 1}, column {error.BytePositionInLine + 1}"
                : "";
            string what = error.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
            throw new CakeException($"{name} is not the JSON that is expected{place}: {what}", error);
        }
    }

    private static IFile File(ICakeContext context, FilePath filename)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(filename);
        return context.FileSystem.GetFile(filename.MakeAbsolute(context.Environment));
    }

    private static string Text(ICakeContext context, FilePath filename)
    {
        using StreamReader reader = new(File(context, filename).OpenRead());
        return reader.ReadToEnd();
    }
}
