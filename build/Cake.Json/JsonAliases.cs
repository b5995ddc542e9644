using System.Text.Encodings.Web;
using System.Text.Json;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Json;

/// <summary>
/// JSON in Cake: the aliases of the published addin Cake.Json with its names and parameters, but for those that return a type of
/// Newtonsoft.Json. Names are written in camelCase and read without case; what stands in a file must fit the type, or the message
/// says where it does not.
/// </summary>
[CakeAliasCategory("Json")]
public static class JsonAliases
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        // Artifacts are read by people; no HTML is made of them.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes an object as JSON in one line.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="instance">The object.</param>
    [CakeMethodAlias]
    public static string SerializeJson<T>(this ICakeContext context, T instance) =>
        JsonSerializer.Serialize(instance, Compact);

    /// <summary>Writes an object as JSON, indented.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="instance">The object.</param>
    [CakeMethodAlias]
    public static string SerializeJsonPretty<T>(this ICakeContext context, T instance) =>
        JsonSerializer.Serialize(instance, Pretty);

    /// <summary>Writes an object into a file, indented.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <param name="instance">The object.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [CakeMethodAlias]
    public static void SerializeJsonToPrettyFile<T>(this ICakeContext context, FilePath filename, T instance) =>
        Write(context, filename, instance, Pretty);

    /// <summary>Writes an object into a file, in one line.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <param name="instance">The object.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [CakeMethodAlias]
    public static void SerializeJsonToFile<T>(this ICakeContext context, FilePath filename, T instance) =>
        Write(context, filename, instance, Compact);

    /// <summary>Reads an object from JSON.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="CakeException">It is no JSON or does not fit the type; the message gives line and column.</exception>
    [CakeMethodAlias]
    public static T DeserializeJson<T>(this ICakeContext context, string json) => Read<T>(json, "The text");

    /// <summary>Reads an object from a file.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="filename">The file, relative to the working directory.</param>
    /// <exception cref="CakeException">It is no JSON or does not fit the type; the message gives file, line and column.</exception>
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
            // The serializer counts from zero, people and editors from one.
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
