using System.Diagnostics;
using System.Globalization;
using Build.Scanning;
using Jumpbox.Evidence.Scan;
using Scan.Bench;

// Scan with a folder of advisories: 2,000 packages and 100,000 advisories, a fifth of them about packages of the image. Processor time,
// the least of three scans, because a busy machine only adds to it, and peak memory of the process.
// Usage: dotnet run -c Release --project bench/Scan

int advisories = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
string folder = Directory.CreateTempSubdirectory("jumpbox-scan-").FullName;
try
{
    string zip = SampleAdvisories.Write(folder, advisories);
    byte[] bill = SampleAdvisories.Bill(2_000);
    using Process process = Process.GetCurrentProcess();

    // Warms the runtime up; the program itself is compiled ahead.
    _ = SampleAdvisories.Write(Path.Combine(folder, "few"), 2_000);
    _ = Scanned(Path.Combine(folder, "few"), bill);
    Directory.Delete(Path.Combine(folder, "few"), recursive: true);

    process.Refresh();
    TimeSpan before = process.TotalProcessorTime;
    long bytes = Inflate(zip);
    process.Refresh();
    TimeSpan inflating = process.TotalProcessorTime - before;

    VulnerabilityReport report = null!;
    List<(TimeSpan Processor, TimeSpan Wall)> scans = [];
    for (int round = 0; round < 3; round++)
    {
        process.Refresh();
        before = process.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        report = Scanned(folder, bill);
        TimeSpan clock = Stopwatch.GetElapsedTime(began);
        process.Refresh();
        scans.Add((process.TotalProcessorTime - before, clock));
    }
    (TimeSpan scanning, TimeSpan wall) = scans.Min();
    double peak = process.PeakWorkingSet64 / 1e6;

    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            components: {report.Components.Values.Sum()}; advisories: {report.Source.Advisories} ({bytes
                / 1e6:F0} MB, {new FileInfo(zip).Length / 1e6:F0} MB zipped); findings: {report.Findings.Count}
            processor time of the scan: {scanning.TotalSeconds:F2} s (goal 2; at most {scans.Max().Processor.TotalSeconds:F2} s), wall {wall.TotalSeconds:F2} s; : decompression alone: {scanning
                / inflating:F2}
            peak memory of the process: {peak:F0} MB (goal 300)
            """
        )
    );
    return scanning.TotalSeconds <= 2 && peak <= 300 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static VulnerabilityReport Scanned(string folder, byte[] bill)
{
    BillScan scan = new(SampleAdvisories.Record, bill, []);
    AdvisoryFolder.Read(folder, scan);
    return scan.OfAdvisories(SampleAdvisories.Now);
}

static long Inflate(string zip)
{
    using FileStream file = new(zip, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024);
    long bytes = 0;
    new ZipMembers(file, zip).Read((_, content) => bytes += content.Length);
    return bytes;
}
