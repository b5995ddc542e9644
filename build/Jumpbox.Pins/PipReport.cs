using System.Text.Json;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What pip would install, from its report. Source: pip's documentation, "Installation Report", version 1.</summary>
internal static class PipReport
{
    /// <summary>Reads the distributions that pip takes from its index; the wheel that it was given is left out.</summary>
    /// <param name="report">The report.</param>
    /// <param name="request">The Python and the architecture that it must be for.</param>
    /// <exception cref="PinSourceException">
    /// It is no report, it is for another Python or machine, or a distribution has no digest or cannot be pinned.
    /// </exception>
    public static IReadOnlyList<LockedWheel> Read(string report, ExtensionRequest request)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(report);
            JsonElement environment = document.RootElement.GetProperty("environment");
            (string python, string machine, string system) = (
                environment.GetProperty("python_version").GetString() ?? "",
                environment.GetProperty("platform_machine").GetString() ?? "",
                environment.GetProperty("sys_platform").GetString() ?? ""
            );
            if ((python, machine, system) != (request.Python, PipResolution.MachineOf(request), "linux"))
            {
                throw new PinSourceException(
                    $"pip resolved for Python {PinText.Show(python)} on {PinText.Show(machine)} {PinText.Show(system)}, and az's is "
                        + $"{request.Python} on {PipResolution.MachineOf(request)} linux: this pip cannot resolve for another one; run Update with "
                        + $"Python {request.Python}."
                );
            }
            return
            [
                .. document
                    .RootElement.GetProperty("install")
                    .EnumerateArray()
                    .Where(one => !one.GetProperty("is_direct").GetBoolean())
                    .Select(Wheel),
            ];
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PinSourceException($"pip's report cannot be read: {broken.Message}");
        }
    }

    private static string Address(JsonElement one) =>
        one.GetProperty("download_info").GetProperty("url").GetString() ?? "";

    private static LockedWheel Wheel(JsonElement one)
    {
        JsonElement metadata = one.GetProperty("metadata");
        string sha256 =
            one.GetProperty("download_info").TryGetProperty("archive_info", out JsonElement archive)
            && archive.TryGetProperty("hashes", out JsonElement hashes)
            && hashes.TryGetProperty("sha256", out JsonElement found)
                ? found.GetString() ?? ""
                : "";
        LockedWheel wheel = new(
            metadata.GetProperty("name").GetString() ?? "",
            metadata.GetProperty("version").GetString() ?? "",
            Address(one),
            sha256,
            false
        );
        return
            PinText.IsImagePart(wheel.Name)
            && PinText.IsVersion(wheel.Version)
            && PinText.IsUrl(wheel.Url)
            && wheel.Url.EndsWith(".whl", StringComparison.Ordinal)
            && PinText.IsSha256(sha256)
            ? wheel
            : throw new PinSourceException(
                $"pip would install {PinText.Show(wheel.Name)} {PinText.Show(wheel.Version)} from '{PinText.Show(wheel.Url)}' with "
                    + $"SHA-256 '{PinText.Show(sha256)}', which no lock can have."
            );
    }
}
