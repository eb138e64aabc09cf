import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const repository = 'https://github.com/dynamocached/dynamocached'
const pages = [
  ['Use it', ['annotations', 'configuration', 'keys', 'migrating', 'client', 'sdk-writes', 'streams', 'awspring', 'testing']],
  ['Run it', ['failures', 'operating', 'metrics', 'connections', 'managed-services', 'regions', 'aot', 'compatibility']],
  ['Judge it', ['protocol', 'near', 'performance', 'load', 'comparison', 'decisions', 'releases']],
].map(([text, names]) => ({ text, items: names.filter(exists).map(item) }))
const listed = new Set(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'example-app/README.md'])
pages.flatMap(group => group.items).forEach(({ file }) => listed.add(file))

function exists(name) {
  return existsSync(join(root, 'library/docs', name + '.md'))
}

function item(name) {
  const file = `library/docs/${name}.md`
  const [, text] = readFileSync(join(root, file), 'utf8').match(/^# (.+)$/m)
  return { text: text.replaceAll('`', ''), file, link: `/library/docs/${name}` }
}

/** Relative links are those of the repository: to a page of the site, or to a file that only the repository shows. */
function linkFor(href, page) {
  if (/^([a-z]+:|#|\/)/.test(href)) {
    return href
  }
  const [path, anchor] = href.split('#')
  const target = relative(root, resolve(root, dirname(page), path))
  const end = anchor ? '#' + anchor : ''
  if (target === 'README.md') {
    return '/' + end
  }
  return listed.has(target) ? '/' + target + end : `${repository}/blob/main/${target}${end}`
}

/** The name that GitHub gives to a heading, so that links work in both places. */
function slugify(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')
}

export default defineConfig({
  title: 'DynamoCached',
  description: 'A cache in front of DynamoDB for Spring applications',
  base: process.env.SITE_BASE ?? '/',
  srcDir: root,
  srcExclude: ['**/target/**', '**/node_modules/**', '.github/**', 'CODE_OF_CONDUCT.md', 'library/samples/**'],
  outDir: join(root, 'library/site/target/site'),
  cacheDir: join(root, 'library/site/target/cache'),
  rewrites: { 'README.md': 'index.md' },
  vite: {
    // The pages lie above this folder, where no module is found.
    resolve: { alias: [{ find: /^vue(\/|$)/, replacement: join(root, 'library/site/node_modules/vue') + '$1' }] },
  },
  markdown: {
    anchor: { slugify },
    languageAlias: { gradle: 'groovy' },
    config(markdown) {
      const render = markdown.renderer.rules.link_open
      const plain = (tokens, i, options, env, self) => self.renderToken(tokens, i, options)
      markdown.renderer.rules.link_open = (tokens, i, options, env, self) => {
        const page = env.relativePath === 'index.md' ? 'README.md' : env.relativePath
        tokens[i].attrSet('href', linkFor(tokens[i].attrGet('href'), page))
        return (render ?? plain)(tokens, i, options, env, self)
      }
      for (const kind of ['html_block', 'html_inline']) {
        const html = markdown.renderer.rules[kind]
        markdown.renderer.rules[kind] = (...given) =>
          html(...given).replace(/(src|srcset)="(?![a-z]+:|[./])/g, '$1="./')
      }
    },
  },
  themeConfig: {
    nav: [
      { text: 'Example', link: '/example-app/README' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar: [
      { text: 'Begin', items: [{ text: 'What it does', link: '/' }, { text: 'The example', link: '/example-app/README' }] },
      ...pages,
      {
        text: 'Take part',
        items: [
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Security', link: '/SECURITY' },
          { text: 'Changelog', link: '/CHANGELOG' },
        ],
      },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
  },
})
