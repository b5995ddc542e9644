using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Handling(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException("to be handled");

    public override void OnError(Exception exception, ICakeContext context) =>
        notes.Add($"handled {exception.Message}");

    public override void Finally(ICakeContext context) => notes.Add("finally");
}
