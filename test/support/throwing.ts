/** Loaded into a process that a test starts: a signal has it throw as a library does, outside of any call. */
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new TypeError('thrown by a library');
  });
  void Promise.reject(new TypeError('rejected by a library'));
});
process.on('SIGHUP', () => {
  const timer = setInterval(() => {
    throw new TypeError('thrown again and again');
  }, 1);
  timer.unref();
});
