using System.Reflection;
using Cake.Core;
using Cake.Core.IO;
using Cake.Json;
using Frosting.Tests.Host;
using Path = System.IO.Path;

namespace Frosting.Tests;

public sealed class ReadingAndWritingJson : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-json-").FullName;
    private readonly ICakeContext _context;

    public ReadingAndWritingJson()
    {
        using HostRun run = HostRun.Of("--target=Capturing");
        _context = run.Notes.Context!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_into_a_file_is_read_from_it()
    {
        FilePath file = Path.Combine(_folder, "tool.json");
        File.WriteAllText(file.FullPath, new string('x', 500));

        _context.SerializeJsonToPrettyFile(file, new PinnedTool("kubectl", 3));

        Assert.Equal("{\n  \"name\": \"kubectl\",\n  \"count\": 3\n}\n", File.ReadAllText(file.FullPath));
        Assert.Equal(new PinnedTool("kubectl", 3), _context.DeserializeJsonFromFile<PinnedTool>(file));

        _context.SerializeJsonToFile(file, new PinnedTool("helm", 4));

        Assert.Equal("{\"name\":\"helm\",\"count\":4}\n", File.ReadAllText(file.FullPath));
    }

    [Fact]
    public void Text_is_written_in_one_line_or_indented()
    {
        Assert.Equal("""{"name":"a <b>","count":1}""", _context.SerializeJson(new PinnedTool("a <b>", 1)));
        Assert.Contains(
            "\n  \"count\": 1",
            _context.SerializeJsonPretty(new PinnedTool("a", 1)),
            StringComparison.Ordinal
        );
    }

    // Source: https://cakebuild.net/api/Cake.Json/JsonAliases. ParseJson and ParseJsonFromFile return Newtonsoft's JObject.
    [Fact]
    public void The_aliases_and_their_parameters_are_those_of_the_published_addin() =>
        Assert.Equal(
            [
                "DeserializeJson(context, json)",
                "DeserializeJsonFromFile(context, filename)",
                "SerializeJson(context, instance)",
                "SerializeJsonPretty(context, instance)",
                "SerializeJsonToFile(context, filename, instance)",
                "SerializeJsonToPrettyFile(context, filename, instance)",
            ],
            typeof(JsonAliases)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Select(alias =>
                    $"{alias.Name}({string.Join(", ", alias.GetParameters().Select(parameter => parameter.Name))})"
                )
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("{\n  \"name\": oops\n}", "line 2, column 11")]
    [InlineData("{\"name\": \"a\"}", "count")]
    [InlineData("{\"name\": null, \"count\": 1}", "name")]
    [InlineData("null", "null")]
    public void What_does_not_fit_is_told_with_its_place(string json, string expected)
    {
        string message = Assert.Throws<CakeException>(() => _context.DeserializeJson<PinnedTool>(json)).Message;

        Assert.Contains(expected, message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LineNumber", message, StringComparison.Ordinal);
    }

    private sealed record PinnedTool(string Name, int Count);
}
