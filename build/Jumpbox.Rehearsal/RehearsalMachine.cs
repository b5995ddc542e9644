using Jumpbox.Customizer;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A sandbox as the machine of one image build: created with the first step, it keeps its state from step to step.
/// </summary>
/// <param name="engines">The engines in order of preference.</param>
/// <param name="request">
/// Suite, engine, mirror and egress, and the plan, whose last step is followed by the digest of the tree; the output folder is not used.
/// </param>
public sealed class RehearsalMachine(IReadOnlyList<IRehearsalEngine> engines, RehearsalRequest request)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private Task? _running;
    private bool _stopped;
    private OfflineSite? _site;
    private ISandbox? _sandbox;
    private StepRunner? _runner;

    /// <summary>Runs a step.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="inline">The lines of its script.</param>
    /// <param name="output">Receives a line of its standard output.</param>
    /// <param name="error">
    /// Receives a line of its standard error, and each attempt to reach a host outside the egress list.
    /// </param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="RehearsalException">No engine can be used, or the sandbox failed.</exception>
    public Task<int> RunAsync(string name, IReadOnlyList<string> inline, Action<string> output, Action<string> error)
    {
        Task<int> running = RunAsync(new CustomizerStep(name, inline), output, error);
        _running = running;
        return running;
    }

    /// <summary>Ends all processes and deletes the sandbox.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }
        _stopped = true;
        await _stop.CancelAsync();
        await (_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
        _stop.Dispose();
    }

    private async Task<int> RunAsync(CustomizerStep step, Action<string> output, Action<string> error)
    {
        if (_runner is null)
        {
            IRehearsalEngine engine = await EngineChoice.ChooseAsync(engines, request, output, _stop.Token);
            _site = request.Mirror is null ? null : new OfflineSite(request);
            _sandbox = await engine.OpenAsync(request, _site?.Setting ?? new SandboxSetting(), output, _stop.Token);
            if (_site is not null)
            {
                await _site.ListenAsync(_sandbox.Exchange, _stop.Token);
            }
            _runner = new StepRunner(_sandbox, request.Around, output);
            output($"rehearsal: engine {engine.Name}, root file system {_sandbox.Base}");
        }
        int code = await _runner.ExecuteAsync(step, _ => { }, output, error, _stop.Token);
        if (_site is not null && _sandbox is not null)
        {
            foreach (string finding in _site.Findings(_sandbox.Exchange).Where(_told.Add))
            {
                error($"rehearsal: finding: {step.Name} tried to reach a host outside the egress list: {finding}");
            }
        }
        if (code == 0 && step.Name == Last?.Name)
        {
            output(TreeLine.Of(await TreeReader.ReadAsync(_sandbox!, _stop.Token), request.Epoch));
        }
        return code;
    }

    // Afterwards, the root file system is the image.
    private CustomizerStep? Last =>
        request.Plan.Validate is [.., CustomizerStep check] ? check
        : request.Plan.Customize is [.., CustomizerStep step] ? step
        : null;
}
