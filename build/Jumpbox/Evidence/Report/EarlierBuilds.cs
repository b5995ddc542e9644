namespace Jumpbox.Evidence.Report;

/// <summary>
/// The durations of earlier builds of a configuration, from the records in an artifacts folder. Nothing depends on them, so a
/// damaged record is omitted.
/// </summary>
public static class EarlierBuilds
{
    /// <summary>
    /// Lists the durations, the latest first. Builds of the same configuration have cloud, subscription, region and image name
    /// in common.
    /// </summary>
    /// <param name="artifacts">The artifacts folder, with the last record and the folder <c>history</c>.</param>
    /// <param name="cloud">The cloud of the settings.</param>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="location">The region.</param>
    /// <param name="templateName">The name of the image template; its content hash may differ.</param>
    public static IReadOnlyList<TimeSpan> Durations(
        string artifacts,
        string cloud,
        string subscription,
        string location,
        string templateName
    )
    {
        string history = Path.Combine(artifacts, "history");
        IEnumerable<string> files = Directory.Exists(history)
            ? Directory.EnumerateDirectories(history).Select(folder => Path.Combine(folder, EvidenceFiles.Image))
            : [];
        return
        [
            .. files
                .Append(Path.Combine(artifacts, EvidenceFiles.Image))
                .Select(Read)
                .OfType<ImageRecord>()
                .Where(record =>
                    (record.Cloud, record.Subscription, record.Location, Stem(record.TemplateName))
                    == (cloud, subscription, location, Stem(templateName))
                )
                .Where(record => record.Finished > record.Started)
                .DistinctBy(record => record.Started)
                .OrderByDescending(record => record.Started)
                .Select(record => record.Finished - record.Started),
        ];
    }

    private static ImageRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? ImageRecord.Read(file) : null;
        }
        catch (EvidenceException)
        {
            return null;
        }
    }

    // The name ends in the content hash.
    private static string Stem(string templateName) =>
        templateName.LastIndexOf('-') is > 0 and int at ? templateName[..at] : templateName;
}
