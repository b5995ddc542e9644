using System.Globalization;
using LocalAzureBench;

// Whether LocalAzure grows slow: the time of a request with many resources and many image builds in flight against that
// with few, both measured in turn within one run. Usage: dotnet run -c Release --project bench/LocalAzure [-- TABLES
// [BUILDS [ROUNDS]]]

int tables = Argument(0, 5000);
int builds = Argument(1, 300);
int rounds = Argument(2, 7);
const int Few = 50;
const int Requests = 100;

await using FilledCloud small = await FilledCloud.StartAsync(Few);
await using FilledCloud big = await FilledCloud.StartAsync(tables);
Console.WriteLine($"resources: {small.Resources} and {big.Resources}");
bool grows = false;
await CompareAsync("read one resource", c => c.ReadAsync(Requests));
await CompareAsync("write one resource", c => c.WriteAsync(Requests));
await CompareAsync("a page of 25", c => c.ListAsync(Requests));
await small.BuildAsync(3);
await big.BuildAsync(builds);
Console.WriteLine($"image builds in flight: 3 and {builds}");
await CompareAsync("read an image template", c => c.PollAsync(Requests));
await CompareAsync("write one resource", c => c.WriteAsync(Requests));
return grows ? 1 : 0;

async Task CompareAsync(string what, Func<FilledCloud, Task<double>> measure)
{
    await measure(small);
    await measure(big);
    List<double> few = [];
    List<double> many = [];
    for (int round = 0; round < rounds; round++)
    {
        few.Add(await measure(small));
        many.Add(await measure(big));
    }
    double ratio = Median(many) / Median(few);
    grows |= ratio > 2;
    Console.WriteLine(
        $"{what}: median {Median(few):F2} and {Median(many):F2} ms of {rounds} rounds; ratio {ratio:F2} (goal 2.00)"
    );
}

int Argument(int index, int otherwise) =>
    args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
