/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function pt(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var lo=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,lo(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Jn=new Map;function cs(e){var t=Jn.get(this);return t||(t=new Map,Jn.set(this,t)),(t=lo(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],f=function(p){s===1&&(p||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,p,i):s===3&&(p||i)?(u.push(3,p,i),s=2):s===2&&i==="..."&&p?u.push(4,p,0):s===2&&i&&!p?u.push(5,0,!0,i):s>=5&&((i||!p&&s===5)&&(u.push(s,0,i,r),s=6),p&&(u.push(s,p,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&f(),f(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(f(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(f(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(f(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(f(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return f(),u})(e)),t),arguments,[])).length>1?t:t[0]}var N,co,us,_e,nn,bt,uo,mt,fo,ln,on,ds,Je=Symbol.for("pv"),vt={},gt=[],fs=/^m(i|n|o|s|text|space)$/,cn=Array.isArray,un=gt.slice,Oe=Object.assign;function Ce(e){e&&e.parentNode&&e.remove()}function ps(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?un.call(arguments,2):n),Ge(e,i,o,r,null)}function Ge(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Je,__v:r||++co,__i:-1,__u:0};return!r&&N.vnode&&N.vnode(s),s}function yt(e){return e.children}function ht(e,t){this.props=e,this.context=t,this.__g=0}function be(e,t){if(t==null)return e.__&&be(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:be(e)}function $s(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=Oe({constructor:Je},n)).__v=n.__v+1,N.vnode&&N.vnode(t),dn(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||be(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,bo(r,t,s),n.__=n.__e=null,t.__e!=o&&po(t))}function po(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),po(e)}function Yn(e){(8&e.__g||(e.__g|=8,_e.push(e),bt++))&&nn==N.debounceRendering||((nn=N.debounceRendering)||queueMicrotask)($o)}function $o(){try{for(var e,t=1;_e.length;)_e.length>t&&_e.sort(uo),e=_e.shift(),t=_e.length,8&e.__g&&$s(e)}finally{(bt=_e.length)&&(nn||queueMicrotask)($o)}}function mo(e,t,n,o,r,s,i,l,u,f,c){var $,p,d,_,h,S,b=o.__k||gt,g=t.length;for(u=ms(n,t,b,u,g),$=0;$<g;$++)(d=n.__k[$])!=null&&(p=~d.__i&&b[d.__i]||vt,d.__i=$,S=dn(e,d,p,r,s,i,l,u,f,c),_=d.__e,(p.ref!=d.ref||8&p.__u)&&(p.ref&&fn(p.ref,null,d,p),d.ref&&c.push(d.ref,d.__c||_,d)),h=h||_,4&d.__u?(u=ho(d,u,e,!p.__v),p.__e&&(p.__e=null)):typeof d.type=="function"&&S!==void 0?u=S:_&&(u=_.nextSibling),d.__u&=-21);return n.__e=h,u}function ms(e,t,n,o,r){var s,i,l,u,f,c,$,p,d,_=n.length,h=_,S=0,b=0,g=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=g[s]=Ge(null,i):cn(i)?i=g[s]=Ge(yt,{children:i}):i.constructor===Je&&i.__b?i=g[s]=Ge(i.type,i.props,i.key,i.ref,i.__v):g[s]=i,u=s+S,i.__=e,i.__b=e.__b+1,l=null,~(f=i.__i=hs(i,n,u,h))&&(h--,(l=n[f])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,f==u-1?S--:f==u+1?S++:f!=u&&(f>u?S--:S++,b=1)):(~f||(r>_?S--:r<_&&S++),typeof i.type!="function"&&(i.__u|=4))):g[s]=null;if(b){for(c=[],$=[],s=0;s<r;s++)if((i=g[s])&&16&i.__u){for(S=0,p=c.length;S<p;)c[d=S+p>>1]<i.__i?S=d+1:p=d;c[S]=i.__i,$[s]=S+1}for(S=c.length;s--;)$[s]&&($[s]==S?S--:g[s].__u|=4)}if(h)for(s=0;s<_;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=be(l)),pn(l,l));return o}function ho(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=ho(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=be(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function hs(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function Zn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function $t(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Zn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Zn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=on[t]||(on[t]=_s(t)),(e.__a||(e.__a={}))[t]=ln,s=t!=(t=t.replace(fo,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function _s(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[mt]==null)t[mt]=ln++;else if(t[mt]<this.__a[e])return;return n(N.event?N.event(t):t)}}}function dn(e,t,n,o,r,s,i,l,u,f){var c,$,p,d,_,h,S,b,g,E,D,en,zn,ft,Se,Qn,he,Te,le=t.type;if(t.constructor!==Je)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=_t(c,s):s.push(c),l=s[0]||l),(c=N.__b)&&c(t);e:if(typeof le=="function"){p=i.length;try{if(b=t.props,g=(c=le.prototype)&&c.render,E=(c=le.contextType)&&o[c.__c],D=c?E?E.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(g?t.__c=d=new le(b,D):(t.__c=d=new ht(b,D),d.constructor=le,d.render=vs),E&&E.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),g&&(d.__s||(d.__s=d.state),le.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Oe({},d.__s)),Oe(d.__s,le.getDerivedStateFromProps(b,d.__s)))),_=d.props,h=d.state,d.__v=t,n.__c){if(b!==_&&g&&!le.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(b,D),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(b,d.__s,D)===!1){t.__v!=n.__v&&(d.props=b,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ee){ee&&(ee.__=t)}),gt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=be(n);break e}d.componentWillUpdate&&d.componentWillUpdate(b,d.__s,D),g&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(_,h,S)})}else g&&!le.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),g&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=D,d.props=b,d.__P=e,d.__g&=-5,en=N.__r,zn=g?25:0;do d.__g&=-9,en&&en(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++zn<25);g&&(gt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Oe({},o,d.getChildContext())),g&&n.__c&&d.getSnapshotBeforeUpdate&&(S=d.getSnapshotBeforeUpdate(_,h)),ft=c&&c.type===yt&&c.key==null?c.props.children:c,b.__P&&(c=l,r=(e=b.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ee){ee&&pn(ee,ee)}),n.__k=null),l=n.__k?be(n,0):null),l=mo(e,cn(ft)?ft:[ft],t,n,o,r,s,i,l,u,f),b.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(Ce),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ee){if(i.length=p,t.__v=null,u||s)if(ee&&ee.then){if(t.__u|=128|u,s){for(~(he=s.indexOf(l||void 0))||(he=s.length);(Te=s[he-1])&&Te.nodeType==8;)he--;for(;he<s.length;he++)if(Te=s[he])if(s[he]=null,Se){if(Te==Qn)break}else{if(Te.nodeType!=8)break;Te.data.startsWith("$s")&&(Qn=_t(Se=Te))}}if(!Se){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Se=l}(c=_t(Se=t.__c.__z||(t.__c.__z=Se)))?(t.__e=Se,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(Ce);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ee&&ee.then||_o(t),N.__e(ee,t,n)}}else l=t.__e=bs(n.__e,t,n,o,r,s,i,u,f,e);return(c=N.diffed)&&c(t),l}function _t(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function _o(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(_o))}function bo(e,t,n){for(var o=0;o<n.length;)fn(n[o++],n[o++],n[o++]);N.__c&&N.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){N.__e(s,r.__v)}})}function bs(e,t,n,o,r,s,i,l,u,f){var c,$,p,d,_,h,S,b,g=n.props||vt,E=t.props,D=t.type;if(D=="svg"?r="http://www.w3.org/2000/svg":D=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((_=s[c])&&(D?_.localName==D:_.nodeType==3)){e=_,s[c]=null;break}}if(!e){if(b=f.ownerDocument||document,!D)return b.createTextNode(E);e=b.createElementNS(r,D,E.is?E:f),l&&(N.__m&&N.__m(t,s),l=!1),s=null}if(D){if(f=D=="template"&&e.content||e,s=D=="textarea"&&E.defaultValue!=null?null:s&&un.call(f.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(_=e.attributes[c]).name]=_.value;for(c in g)_=g[c],c=="dangerouslySetInnerHTML"?p=_:c=="children"||c in E||c=="value"&&"defaultValue"in E||c=="checked"&&"defaultChecked"in E||$t(e,c,null,_,r);for(c in E)_=E[c],c=="children"?d=_:c=="dangerouslySetInnerHTML"?$=_:c=="value"?h=_:c=="checked"?S=_:l&&typeof _!="function"||g[c]===_||$t(e,c,_,g[c],r);$?(l||p&&($.__html==p.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(p&&(e.textContent=""),(D=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&fs.test(D))&&(r="http://www.w3.org/1999/xhtml"),mo(f,cn(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&be(n,0),l,u),s&&s.some(Ce)),l&&D!="textarea"||(c="value",D=="progress"&&h==null?e.removeAttribute(c):h==null||h===e[c]&&(D!="progress"||h)||$t(e,c,h,g[c],r),c="checked",S!=null&&S!=e[c]&&$t(e,c,S,g[c],r))}else g===E||l&&e.data==E||(e.data=E);return e}function fn(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){N.__e(r,n)}}function pn(e,t,n){var o,r,s,i;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||fn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){N.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&pn(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=_t(o,s=[]))&&(o==e.__e&&s.some(Ce),Ce(r),Ce(o)),n||Ce(e.__e),e.__e=e.__c=e.__=null}function vs(e,t,n){return this.constructor(e,n)}function vo(e,t){var n,o,r,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ge(yt,{children:[e]}),r=[],s=[],dn(t,t.__k,o||vt,vt,t.namespaceURI,o?null:t.firstChild?un.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),bo(r,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw bt=0,e}},co=0,us=function(e){return e!=null&&e.constructor===Je},ht.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Oe({},this.state)),typeof e=="function"&&(e=e(Oe({},n),this.props)),e&&(Oe(n,e),this.__v&&(t&&this.__k.push(t),Yn(this)))},ht.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Yn(this))},ht.prototype.render=yt,_e=[],bt=0,uo=function(e,t){return e.__v.__b-t.__v.__b},mt=Symbol(),fo=/(PointerCapture)$|Capture$/i,ln=0,on={},ds=0;var Ee,P,tn,Xn,rn=Object.is,Qe=0,go=[],sn=[],B=N,eo=B.__b,to=B.__r,no=B.diffed,oo=B.__c,ro=B.unmount,so=B.__;function Ye(e,t){B.__h&&B.__h(P,e,Qe||t),Qe=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function m(e){return Qe=1,gs(ko,e)}function gs(e,t,n){var o=Ye(Ee++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):ko(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);rn(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var f=!1,c=this.props!=s;if(u.__.some(function(p){p.__N&&(f=!0,rn(p.__[0],p.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return f?$||c:$}return!f||c}}return o.__}function T(e,t){var n=Ye(Ee++,3);!B.__s&&wo(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function A(e){return Qe=5,ce(function(){return{current:e}},[])}function ce(e,t){var n=Ye(Ee++,7);return wo(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ve(e,t){return Qe=8,ce(function(){return e},t)}function yo(e){var t=Ye(Ee++,10),n=m();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function j(){var e=Ye(Ee++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function ys(){var e;do{for(;e=sn.shift();)try{ze(e)}catch(n){B.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=go.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ze),t.__h.some(an),t.__h=[]}catch(n){t.__h=[],B.__e(n,e.__v)}}}while(sn.length)}B.__b=function(e){P=null,eo&&eo(e)},B.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),so&&so(e,t)},B.__r=function(e){to&&to(e),Ee=0;var t=(P=e.__c).__H;t&&(tn==P?P.__h=[]:(t.__h.some(ze),t.__h.some(an),Ee=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),tn=P},B.diffed=function(e){no&&no(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&io(go.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),tn=P=null},B.__c=function(e,t){t.some(function(n){try{n.__h.some(ze),n.__h=n.__h.filter(function(o){return!o.__||an(o)})}catch(o){n.__h=[function(){throw o}]}}),oo&&oo(e,t)},B.unmount=function(e){ro&&ro(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,io(sn.push(r))}else ze(r)}catch(s){t=s}}),o.__H=void 0,t&&B.__e(t,o.__v))};var ao=typeof requestAnimationFrame=="function";function ws(e){var t,n=function(){clearTimeout(o),ao&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);ao&&(t=requestAnimationFrame(n))}function io(e){e!=1&&Xn==B.requestAnimationFrame||((Xn=B.requestAnimationFrame)||ws)(ys)}function ze(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function an(e){var t=P;e.__c=e.__(),P=t}function wo(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!rn(n,e[o])})}function ko(e,t){return typeof t=="function"?t(e):t}var a=cs.bind(ps);var U=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function F(e){let[t,n]=m(e.value);return T(()=>(n(e.value),e.watch(n)),[e]),t}function Pe(e,t){try{return window[e].getItem(t)}catch{return null}}function ge(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var mn="relay-key",xo=6e4,De=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Fe(e){return e instanceof De?e:new De(0,"The page failed",String(e instanceof Error?e.message:e))}var He=new U([]),Ze=new U({wanted:!1,refused:!1}),Xe=new U(!1),wt="",hn=!1,$n=[];_n(Pe("sessionStorage",mn)??"");function _n(e){wt=e,Xe.set(e!=="")}function So(e,t){_n(e.trim()),ge("sessionStorage",mn,t?wt:""),Co(!1)}function bn(){Co(!0)}function kt(){hn=!1,Ze.set({wanted:!0,refused:!1})}function To(){_n(""),ge("sessionStorage",mn,"")}function Co(e){hn=e,Ze.set({wanted:!1,refused:!1});let t=$n;$n=[];for(let n of t)n()}function I(e,t={},n){return Oo("GET",pt(e,t),void 0,n)}function M(e,t,n,o){return Oo(e,t,n,o)}async function Oo(e,t,n,o){for(;;){let r=wt,s=await xs(e,t,n,r,o);if(s.status!==401)return Ss(s);await ks(s,r),o?.throwIfAborted()}}async function ks(e,t){if(t===wt){if(hn){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new De(e.status,"No key",n)}Ze.set({wanted:!0,refused:t!==""}),await new Promise(n=>$n.push(()=>n(void 0)))}}async function xs(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(xo),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),He.set([...He.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${xo/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new De(0,"No answer",u)}finally{He.set(He.value.filter(u=>u!==s))}}async function Ss(e){let t=await e.text().catch(()=>""),n=Ts(t);if(n instanceof Object&&Eo.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??Os(e.status));throw new De(e.status,o,r,n?.errors??[])}var Eo=new WeakMap;function Ts(e){try{return JSON.parse(e)}catch{return}}function te(e,...t){let n=Re(Eo.get(e)??"null");for(let o of t)n=n[o];return JSON.stringify(n,null,2)}function Do(e){try{return JSON.stringify(Re(e),null,2)}catch{return e}}function Re(e){return JSON.parse(e,Cs)}function Cs(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function Os(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var vn=new Set;function gn(){return[...vn].every(({question:e})=>confirm(e))}function xt(e,t){let n=A(()=>{});return T(()=>{if(!t)return;let o={question:e};return vn.add(o),addEventListener("beforeunload",Fo),n.current=()=>{vn.delete(o),removeEventListener("beforeunload",Fo)},n.current},[e,t]),()=>n.current()}function Fo(e){e.preventDefault()}var Es="/ui";function St(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new U(St()),ue=Number(history.state?.entry??0);history.replaceState({entry:ue},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ue+1),n=St(Q.value.visit+(t===ue?0:1));if(n.path!==Q.value.path&&!gn())return history.go(ue-t);ue=t,history.replaceState({entry:ue},""),Q.set(n)});function v(e,t={}){return pt(`${Es}/${e}`,t)}function C(...e){return e.map(Ds).join("/")}function Ds(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Le(e){gn()&&(ue+=1,history.pushState({entry:ue},"",e),Q.set(St(Q.value.visit+1)),scrollTo(0,0))}function O(){let{query:e}=F(Q);return[e,We]}function We(e){let{path:t,query:n}=Q.value;history.replaceState({entry:ue},"",v(t,{...n,...e})),Q.set(St(Q.value.visit))}function Ro(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=Fs(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function Fs(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Le(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=A(null),{visit:r}=F(Q),s=A(0);return T(()=>{document.title=`${X(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),T(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${y}>${e}<//></h1>
    ${n}
  </div>`}function K({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function No({text:e,what:t}){let[n,o]=m(!1);T(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{V("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function de({text:e,what:t}){return a`<span class="copyable"><code><${y}>${e}<//></code><${No} text=${e} what=${t} /></span>`}function y({children:e}){return a`<bdi>${X(e)}</bdi>`}var Rs=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=m(!1),i=r?e:e.slice(0,Rs);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${Ls} text=${o} file=${n} what=${t} />`}
      <${No} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${X(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function Ls({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function X(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${y}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${y}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${kt}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function R({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function k({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function q({title:e,onClose:t,children:n}){let o=A(null),r=j();T(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var et=new U([]),Lo=0;function V(e,t="good"){Lo+=1;let n=Lo;et.set([...et.value,{id:n,text:e,tone:t}]),setTimeout(()=>Io(n),t==="bad"?15e3:8e3)}function Io(e){et.set(et.value.filter(t=>t.id!==e))}function Mo(){let e=F(et);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>Io(t.id)}>✕</button>
      </div>`)}
  </div>`}var Ao=5e3,nt=new U(Date.now());setInterval(()=>{document.hidden||nt.set(Date.now())},Ao);document.addEventListener("visibilitychange",()=>{document.hidden||nt.set(Date.now())});var fe=new U(!1);function yn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var Po={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},Ho={...Po,month:"short",day:"numeric"},Ns={...Ho,year:"numeric"};function Ne(e,t){let n=yn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return yn(t,Po).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return yn(t,o?Ho:Ns).format(e)}var Is=[["d",86400],["h",3600],["min",60],["s",1]];function tt(e){let t=Math.max(0,Math.round(e));for(let[n,o]of Is)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ne(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function Ms(e,t){let n=(t-e)/1e3;return Math.abs(n)<Ao/1e3?"now":n>0?`${tt(n)} ago`:`in ${tt(-n)}`}function As(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=F(fe),o=F(nt);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=Ms(r.getTime(),o),i=t==="ago"?s:Ne(r,n);return a`<time dateTime=${e} title=${As(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function Wo(){let e=F(fe),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>fe.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Tt={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function Uo({webhook:e}){let{tone:t,label:n}=wn(e.status);return a`<span class="state">
    <${K} tone=${t}>${n}<//>
    <span class="why">${Ps(e)}</span>
  </span>`}function wn({state:e,waiting:t}){return e==="healthy"&&t?{tone:"warn",label:"Some wait"}:Tt[e]}function ot({waiting:e,waiting_is_capped:t}){return e===void 0?"–":t?`${e}+`:`${e}`}function Ps({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var Ue={queued:{tone:"info",label:"Queued"},waiting:{tone:"warn",label:"Waiting"},delivered:{tone:"good",label:"Delivered"},dropped:{tone:"bad",label:"Dropped"}};function ye({state:e}){let{tone:t,label:n}=Ue[e];return a`<${K} tone=${t}>${n}<//>`}function Ct({attempt:e,none:t}){return e?a`${pe(e).text}
    <span class="muted">in ${ne(e.duration_ms)}, <${w} at=${e.at} show="ago" /></span>`:a`<span class="muted">${t}</span>`}var Hs={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function we(e){return Hs[e]??e}var Ws={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Us={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function Ie(e){return e!==void 0&&e>=200&&e<300}function pe({error:e,status:t}){if(e)return Ws[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(Ie(t))return{text:`HTTP ${t}`,todo:""};let n=Us[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function Ot(e){let t=Number(e.replace(/^HTTP /,""));return pe(Number.isInteger(t)?{status:t}:{error:e})}function Et(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Dt(e){try{return new URL(e).host}catch{return e}}function Bo({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Bs(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${qs} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Bs({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function qs({attempt:e,number:t}){let{text:n,todo:o}=pe(e),r=Ie(e.status),s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ne(e.duration_ms)}</span>
    </p>
    <p>${Et(s)}.</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${y}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function qo(e,t){return Ks[e.state](e,t)}var Ks={delivered:e=>({tone:"good",sentence:a`${kn(e.last_attempt,"The receiver took it")}${zs(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?js(e,t):Vs(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${we(e.reason??"")}
      ${e.last_attempt&&a` ${Gs(e.attempts)}: ${kn(e.last_attempt)}.`}`,todo:Qs(Ko(e),"When the receiver is well again, resend it.")})};function Vs(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${kn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Ko(e)}}function js(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function kn(e,t=""){if(!e)return t;let n=e.error_text??pe(e).text;return t?`${t}: ${n}`:n}function Gs(e){return e===1?"Its only attempt":`The last of ${e} attempts`}function zs({attempts:e}){return e>1?`, after ${e} attempts`:""}function Ko({last_attempt:e}){return e?pe(e).todo:""}function Qs(...e){return e.filter(Boolean).join(" ")}var Js=1e4,Ys=3e5;function L(e,t,{refresh:n=!1}={}){let[o,r]=m({loading:!0}),s=A(e),i=A(void 0),l=A(()=>{});s.current=e,T(()=>{let f=new xn(async(c,$)=>{$||r(p=>({...p,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>f.run(!1),f.run(!1),()=>f.stop()},[...t,n]);let u=ve(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var xn=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Xe.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Fe(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(Js*2**this.#e,Ys)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=m({busy:!1}),r=A(void 0);T(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:Fe(l)});return}}return{...n,run:s}}var Zs=[400,1200,3e3,6e3];function Ft(e,t=Zs){let n=A([]),o=ve(()=>n.current.forEach(clearTimeout),[]);return T(()=>o,[]),ve(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Vo({path:e,eventId:t}){let n=L(o=>I(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${Sn} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${R} of=${n} what="the request" />`}
  </section>`}function Sn({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${y}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${y}>${n.name}<//></code></th>
              <td><code><${y}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${Do(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function jo({path:e,delivery:t,webhook:n,reload:o}){let r=W(f=>M("POST",`${e}/resend`,void 0,f)),s=Ft(o),i=n?.enabled===!1;async function l(){await r.run()&&(V("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var Xs="The webhook is deleted, so it cannot be sent again.";function Go({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=L(f=>I(o,{},f),[o],{refresh:!0}),s=L(f=>I(`/api/${C("webhooks",t)}`,{},f),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${v(C("webhooks",t))}><${y}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${u&&!i&&a`<${jo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${ea} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${R} of=${r} what="the delivery" />`}`}function ea({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=qo(e,t),l=te(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div role="status"><${ye} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${Xs}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${k} name="Event">
        <a href=${v(C("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${k} name="Type">
        <a href=${v(C("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${k} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${k} name="Attempts">${e.attempts}<//>
      <${k} name="Event id"><${de} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${Bo} detail=${e} />
    ${!n&&a`<${Vo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function ke(){return L(e=>I("/api/event-types",{},e),[])}function Rt(e,t){let n=t.toLowerCase();return e.filter(({name:o,description:r})=>`${o} ${r}`.toLowerCase().includes(n))}function Lt(e,t){let n=new Map,o=e.filter(({family:s})=>s==="own"),r=e.filter(({family:s})=>s!=="own");for(let s of[...o,...r]){let i=t(s);n.set(i,[...n.get(i)??[],s])}return n}function rt({family:e,group:t}){return e==="own"?t??"Own types":e==="onefuzz"?"OneFuzz":"Singularity"}function st({label:e,hint:t,error:n,children:o}){let r=j(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}function Z({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${st} label=${e} hint=${o} error=${r}>
    ${i=>a`<input
      id=${i.id}
      autocomplete="off"
      spellcheck=${!1}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      ...${s}
      onInput=${z(n)}
    />`}
  <//>`}function Tn({label:e,value:t,onInput:n,hint:o,error:r,placeholder:s}){return a`<${st} label=${e} hint=${o} error=${r}>
    ${i=>a`<textarea
      id=${i.id}
      class="json"
      spellcheck=${!1}
      placeholder=${s}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      onInput=${z(n)}
    ></textarea>`}
  <//>`}function Be({label:e,value:t,onChange:n,error:o,children:r}){return a`<${st} label=${e} error=${o}>
    ${s=>a`<select
      id=${s.id}
      aria-describedby=${s.describedBy}
      aria-invalid=${s.invalid}
      value=${t}
      onChange=${z(n)}
    >${r}</select>`}
  <//>`}function ae({checked:e,onChange:t,disabled:n=!1,title:o,children:r}){return a`<label class="check" title=${o}>
    <input type="checkbox" checked=${e} disabled=${n} onChange=${()=>t(!e)} />
    ${r}
  </label>`}function z(e){return t=>e(t.currentTarget.value)}function at({legend:e,value:t,onChange:n,choices:o,error:r}){let s=j();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}function oe(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(zo(n.field,t))).map(n=>{let o=zo(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function zo(e,t){return e.startsWith(t)?e.slice(t.length):""}function $e(e){let{caption:t,columns:n,rows:o,rowKey:r,order:s="",epoch:i="",most:l=o.length}=e,[u,f]=O(),c=u.sort??s,$=ra(o,n,c),{settled:p,moved:d,settle:_}=ta($,r,`${c} ${i}`),h=c?p:$,[S,b]=m(!1),g=S?h:h.slice(0,l);return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${t}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${n.map(E=>a`<th
              role="columnheader"
              scope="col"
              key=${E.key}
              class=${E.number?"number":""}
              aria-sort=${na(E.key,c)}
            >
              ${E.sort?a`<button type="button" onClick=${()=>f({sort:oa(E.key,c,s)})}>
                    ${E.label}
                  </button>`:a`<span class=${E.quietLabel?"hidden":""}>${E.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${g.map(E=>a`<tr role="row" key=${r(E)}>
            ${n.map(D=>a`<td
                role="cell"
                key=${D.key}
                class=${D.number?"number":""}
                data-label=${D.quietLabel?void 0:D.label}
              ><div>${D.cell(E)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${c&&d&&a`<p class="moved"><button type="button" class="quiet" onClick=${_}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
    ${g.length<h.length&&a`<p class="moved"><button type="button" class="quiet" onClick=${()=>b(!0)}>Show all ${h.length.toLocaleString()}</button>
        <span class="muted">these are the first ${g.length.toLocaleString()}</span></p>`}
  </div>`}function ta(e,t,n){let[o,r]=m(0),s=ce(()=>new Map(e.map((f,c)=>[t(f),c])),[n,o]),i=f=>s.get(t(f))??e.length+s.size,l=[...e].sort((f,c)=>i(f)-i(c)),u=l.some((f,c)=>f!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function na(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function oa(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function ra(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*sa(i,l)),s.map(([,i])=>i)}function sa(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function re({label:e,clear:t=[],children:n}){let[o,r]=O(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function ie({name:e,label:t,placeholder:n}){return a`<${Cn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function Cn({name:e,label:t,input:n={},class:o=""}){let[r,s]=O(),[i,l]=m(r[e]??""),u=A(i),f=j();return T(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),T(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${f}>${t}</label>
    <input
      id=${f}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${z(c=>{u.current=c,l(c)})}
    />
  </div>`}function se({name:e,label:t,any:n,options:o}){let[r,s]=O(),i=j();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${z(l=>s({[e]:l}))}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Jo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function Nt(){let[e,t]=O(),n=j(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=it({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${z(r)}>
        <option value="">at any time</option>
        ${Jo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Qo} name="since" label="From" /><${Qo} name="until" label="Until" />`}`}function Qo({name:e,label:t}){let[n,o]=O(),r=j();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${On(n[e])}
      onChange=${z(s=>o({[e]:En(s)}))}
    />
  </div>`}function On(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function En(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function it(e){let t=Jo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function Xo(){let[e]=O(),t=ke(),n=Rt(t.data??[],e.q??"");return a`<${H} title="Event types" />
    <${re} label="Filter the event types" clear=${["q"]}>
      <${ie} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${aa} types=${n} />`:a`<${R} of=${t} what="the event types" />`}`}function aa({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...Lt(e,rt)].map(([t,n])=>a`<section key=${t} aria-label=${X(t)}>
      <h2><${y}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${v(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${K} tone="warn">Deprecated<//>`}
            <p><${y}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function er({parameters:e}){let t=e.name??"",n=L(o=>I(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${v("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${ia} type=${n.data} />`:a`<${R} of=${n} what="the event type" />`}`}function ia({type:e}){let[t]=O(),n=e.versions??[],o=n.findIndex(({version:s})=>s===t.version),r=n.length>0?["versions",Math.max(0,o)]:[];return a`<p class="lead"><${y}>${e.description}<//></p>
    <dl class="facts card">
      <${k} name="Belongs to"><${y}>${rt(e)}<//><//>
      ${e.version&&a`<${k} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${k} name="State"><${K} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${k} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${k} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${re} label="Choose a version">
        <${se} name="version" label="Version" any=${Yo(n[0])}
          options=${n.slice(1).map(s=>({value:s.version,label:Yo(s)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Zo} of=${e} place=${[...r,"example"]} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Zo} of=${e} place=${[...r,"schema"]} what="the schema" />
    </section>`}function Yo(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function Zo({of:e,place:t,what:n}){let o=te(e,...t);return o===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${o} what=${n} />`}var la=8,tr=[];async function It(e,t,n){let o=await e(n);for(let r=1;r<la&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function Mt(e,t){let[n,o]=m({first:e,pages:tr}),r=n.first===e?n.pages:tr,{cursor:s}=r.at(-1)??e,i=W(u=>t(s,u),[e]);async function l(){let u=await i.run();u&&o({first:e,pages:[...r,u]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function At({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${x} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Pt=new U(void 0),Dn=new U(new Map);async function Ht(e){let t=await I("/api/overview",{},e),{relay:n,webhooks:o}=t;return Pt.set({health:n,at:Date.now()}),Dn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Wt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=Fn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function Fn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var ca=50;function nr(e,t,n){let o={since:it(e),until:e.until,event_type:e.type,id_prefix:e.q};return It(r=>I("/api/events",{...o,limit:ca,cursor:r},n),r=>r.events,t)}var ua=[{key:"id",label:"Event",cell:e=>a`<a href=${v(C("events",e.event_id))}><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function or(){let[e]=O(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=L(s=>nr(e,void 0,s),n),r=ke();return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${re} label="Filter the events" clear=${t}>
      <${ie} name="q" label="Event id" placeholder="How the id begins" />
      <${se} name="type" label="Type" any="Every type" options=${da(r.data)} />
      <${Nt} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${fa} first=${o.data} query=${e} loading=${o.loading} />`:a`<${R} of=${o} what="the events" />`}`}function da(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function fa({first:e,query:t,loading:n}){let o=Mt(e,(s,i)=>nr(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e} caption="Events, newest first" columns=${ua} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${At} following=${o} label="Show more" />
  </div>`}var pa=[{key:"state",label:"State",cell:e=>a`<span class="state"><${ye} state=${e.state} />
      <span class="why">${e.reason?we(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>a`<${Ct} attempt=${e.last_attempt} none="–" />`},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function rr({parameters:e}){let t=e.event??"",n=L(o=>I(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${de} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${$a} event=${n.data} />`:a`<${R} of=${n} what="the event" />`}`}function $a({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${k} name="Type"><a href=${v(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${k} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${k} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${k} name="Instance"><${y}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${$e} caption="Outcome at each webhook" columns=${ma(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${te(e,"event")} what="the payload" />
    </section>`}function ma(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${ha} row=${t} eventId=${e} />`},...pa]}function ha({row:e,eventId:t}){let n=F(Dn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=v(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${y}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function _a(e){return I("/api/failures",{},e)}function sr(){let e=L(_a,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${ga} list=${e.data} />`:a`<${R} of=${e} what="the failures" />`}`}var ba=[{key:"error",label:"What is wrong",sort:e=>lt(e).text,cell:e=>{let{text:t,todo:n}=lt(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${va(e)} aria-label=${`${e.count} deliveries: ${lt(e).text}, at ${X(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${ye} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${v(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${lt(e).text}, at ${X(e.webhook_name)}`}>Why</a>`}];function lt({error:e,error_text:t,reason:n}){return n?{text:we(n),todo:""}:{text:Et(t),todo:Ot(e).todo}}function va({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return v(C("webhooks",e),{state:t,status:o})}function ga({list:e}){let[t]=O(),n=e.groups.filter(o=>wa(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${re} label="Filter the failures" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Webhook or error" />
      <${se} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${$e} caption="Failures by webhook and error" columns=${ba} rows=${n} rowKey=${ya} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function ya(e){return`${e.webhook_id} ${e.state} ${e.error}`}function wa(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${lt(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function ir({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=ar(o.bad,n,24),i=ar(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function ar(e,t,n){return e>0?Math.max(2,e/t*n):0}var ka=480,xa=240,Ut=150,Me=52,Sa=20,Bt=8,qe=Ut-Bt-Sa;function lr(){let e=A(null),[t,n]=m(ka);return T(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(xa,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function cr({title:e,buckets:t,series:n}){let o=t.map(u=>Ca(u,n)),r=$r(Math.max(1,...o)),[s,i]=lr(),l=(i-Me)/Math.max(1,t.length);return a`<${fr} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${pr} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,f)=>{let c=Bt+qe;return a`<g key=${u.at}>
        ${n.map($=>{let p=(u.values[$.key]??0)/r*qe;return c-=p,p>0&&a`<rect key=${$.key} class=${$.tone} x=${Me+f*l+l*.1} y=${c} width=${l*.8} height=${p} />`})}
      </g>`})}
  <//>`}function ur({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=$r(Math.max(1,...o)),[s,i]=lr(),l=(i-Me)/Math.max(1,t.length),u=c=>Me+(c+.5)*l,f=c=>Bt+qe-c/r*qe;return a`<${fr} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ne}>
    <${pr} width=${i} top=${r} buckets=${t} format=${ne} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${Ta(t,c.key,u,f)} />
        ${t.map(($,p)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(p)} cy=${f(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function Ta(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function dr({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
    <figcaption>${e}</figcaption>
    <ul class="ranking">
      ${t.map(o=>a`<li key=${o.label}>
          <span>${o.label}${o.note&&a` <span class="muted">${o.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${o.tone} width=${Math.max(1,o.count/n*100)} height="8" />
          </svg>
          <span class="number">${o.count}</span>
        </li>`)}
    </ul>
  </figure>`}function fr({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=F(fe);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${Ut}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table>
          <thead>
            <tr><th scope="col">From</th>${r.map(u=>a`<th key=${u.key} scope="col" class="number">${u.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(u=>a`<tr key=${u.at}>
                <th scope="row">${Ne(new Date(u.at),l)}</th>
                ${r.map(f=>{let c=u.values[f.key];return a`<td key=${f.key} class="number">${c===void 0?"–":s(c)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function pr({width:e,top:t,buckets:n,format:o}){let r=F(fe),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=Bt+qe-l*qe;return a`<g key=${l}>
        <line x1=${Me} x2=${e} y1=${u} y2=${u} />
        <text x=${Me-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Me} y=${Ut-4}>${Ne(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${Ut-4} text-anchor="end">${Ne(new Date(i.at),r)}</text>`}
  </g>`}function Ca(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function $r(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var Oa=0,Ea=200,Ln=24,Rn=36e5;function mr(){let e=L(Ht,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${v("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${Da} health=${t.relay} webhooks=${t.webhooks} />
        <${Aa} rows=${t.webhooks} />`:a`<${R} of=${e} what="the overview" />`}`}function Da({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Wt(e),s=Object.values(e.queues??{}).reduce((u,f)=>u+f,0),i=Fn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${k} name="Storage">${e.storage}<//>
      <${k} name="Latest round">${l==null?"none yet":`${tt(l)} ago`}<//>
      <${k} name="In queues">${s-i}<//>
      <${k} name="Deliveries waiting">${e.waiting}<//>
      <${k} name="Longest waiting"><${w} at=${Fa(t)} show="ago" /><//>
      <${k} name="Longest overdue">${e.oldest_due_seconds?tt(e.oldest_due_seconds):"nothing"}<//>
      <${k} name="Poison messages">${i}<//>
    </dl>
  </section>`}function Fa(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var Ra=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.name}<//></a>
      <span class="muted host"><${y}>${Dt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Tt[e.status.state].rank,cell:e=>a`<${Uo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>hr(e.activity),cell:e=>a`<${La} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>ot(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||Oa,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Ma} names=${e.event_types} />`}];function hr({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function La({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=hr(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${ir} bars=${Na(e)} label=${`Last ${Ln} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Ia(r)} failed</span>
  </span>`}function Na({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/Rn)*Rn;return Array.from({length:Ln},(o,r)=>{let s=t.get(n-(Ln-1-r)*Rn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Ia(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Ma({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span>${t}</span>`:a`<span title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Aa({rows:e}){let[t]=O(),n=e.filter(o=>Wa(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Pa(n.length,e.length)}</span></h2>
    <${re} label="Filter the webhooks" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Name, host, type or id" />
      <${se} name="state" label="State" any="Every state" options=${Ha(e)} />
    <//>
    ${n.length>0?a`<${$e} caption="Webhooks" columns=${Ra} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} most=${Ea} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Pa(e,t){return e===t?`${t}`:`${e} of ${t}`}function Ha(e){return Object.entries(Tt).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Wa(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var In="relay-job ",Ua=3,Nn=new Set([]),J=new U({});function _r(e){let t=J.value[e];if(t)return t;let n=Ka(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return J.set({...J.value,[e]:r}),r}function qt(e,t){return ct(e,{...t,done:0,state:"running"}),An(e)}function Mn(e){let t=J.value[e];t?.state==="running"&&ct(e,{...t,state:"stopped"})}function br(e){let{[e]:t,...n}=J.value;J.set(n),ge("sessionStorage",In+e,"")}async function An(e){let t=J.value[e];if(!t||(ct(e,{...t,state:"running",failure:void 0}),Nn.has(e)))return;Nn.add(e);let n=t.kind==="recover"?Ua:Number.POSITIVE_INFINITY,o=0;for(;J.value[e]?.state==="running"&&o<n;)o=await Ba(e)===0?o+1:0;Nn.delete(e),Mn(e)}async function Ba(e){let t=J.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await M("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=J.value[e];return s&&ct(e,qa(s,o,r)),r}catch(n){let o=Fe(n),r=o.status>=400&&o.status<500,s=t.lost||!r;return J.value[e]&&ct(e,{...t,state:"stopped",failure:o,lost:s}),0}}function qa(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function ct(e,t){J.set({...J.value,[e]:t});let{failure:n,...o}=t;ge("sessionStorage",In+e,JSON.stringify(o))}function Ka(e){try{return JSON.parse(Pe("sessionStorage",In+e)??"null")??void 0}catch{return}}var Va=864e5,ja={do:void 0,from:void 0,to:void 0,states:void 0};function yr(){We({do:"recover"})}function wr({webhook:e,path:t}){let[n,o]=O(),[r]=m(()=>Date.now()),s=n.from??new Date(r-Va).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},f=W(h=>M("POST",`${t}/recover`,{...u,dry_run:!0},h)),[c,$]=m(void 0);T(()=>$(void 0),[s,i,n.states]);let p=()=>o(ja);async function d(h){h.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await f.run())}function _(){if(!c)return;let h=[s,i].map(S=>Ne(new Date(S),!1)).join(" to ");qt(t,{kind:"recover",title:`Recovering what was received from ${h}`,body:u,total:c.matching,isMore:c.more}),p()}return a`<${q} title="Recover deliveries" onClose=${p}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${vr} label="Received from" at=${s} error=${f.failure?.about("since")} onChange=${h=>o({from:h})} />
        <${vr} label="Until" at=${i} error=${f.failure?.about("until")} onChange=${h=>o({to:h})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${gr} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${gr} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${f.failure} />
      <p role="status">${c&&Pn(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${_}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${f.busy}>${f.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${p}>Cancel</button>
      </div>
    </form>
  <//>`}function Pn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function vr({label:e,at:t,error:n,onChange:o}){return a`<${st} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${On(t)}
      onChange=${z(s=>{let i=En(s);i&&o(i)})}
    />`}
  <//>`}function gr({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<${ae} checked=${r} disabled=${s} onChange=${i}>${n}<//>`}var Ga="relay.";function kr(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Ga)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Kt(e,t){return{wanted:t.filter(({name:n})=>kr(e,n)),others:t.filter(({name:n})=>!kr(e,n))}}function Vt(e){return e.filter(({example:t})=>t!==void 0)}function Sr({webhook:e,path:t,onSent:n,onClose:o}){let r=ke(),[s,i]=m(""),{wanted:l,others:u}=Kt(e.event_types,Vt(r.data??[])),f=s||([...l,...u][0]?.name??""),c=W(p=>M("POST",`${t}/send-example`,{event_type:f},p));async function $(p){p.preventDefault(),await c.run()&&(V(`An example of ${f} is on its way.`),n(),o())}return a`<${q} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${Be} label="Event type" value=${f} error=${c.failure?.about("event_type")} onChange=${i}>
        ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(xr)}</optgroup>`}
        ${u.length>0&&a`<optgroup label="Others">${u.map(xr)}</optgroup>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!f}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function xr({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function Tr({webhook:e,path:t,onSent:n,reload:o}){let[r]=O(),[s,i]=m(!1),l=W(p=>M("POST",`${t}/ping`,void 0,p)),u=W(p=>M("POST",`${t}/enable`,void 0,p)),{enabled:f}=e;async function c(){await l.run()&&(V("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(V("The webhook is enabled."),o())}return a`<div class="actions">
      ${!f&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!f} onClick=${c}>Ping</button>
      <button type="button" disabled=${!f} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${yr}>Recover …</button>
      <a href=${v(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:p},d)=>p&&a`<div class="wide" key=${d}><${x} failure=${p} /></div>`)}
    ${s&&a`<${Sr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${wr} webhook=${e} path=${t} />`}`}var Ae=["state","type","status","event","range","since","until"];function Ke(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:it(e),until:e.until}}function Cr(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function Hn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${Ue[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function Or({types:e}){let t=Object.entries(Ue).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${re} label="Filter the deliveries" clear=${Ae}>
    <${se} name="state" label="State" any="Every state" options=${t} />
    <${se} name="type" label="Type" any="Every type" options=${n} />
    <${Cn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${Nt} />
    <${ie} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var za=["delivered","waiting","queued","dropped"].map(e=>({key:e,...Ue[e]})),Qa=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function Er({path:e,changes:t}){let[n]=O(),o=Ae.filter(i=>i!=="event").map(i=>n[i]),r=L(i=>I(`${e}/delivery-summary`,Ja(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${Ya} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${Za} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Ja(e){let{event_id:t,...n}=Ke(e);return n}function Ya({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function Za({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ne(n)}, p95 ${ne(o)}`;return a`<div class="card"><${cr} title="Outcomes, by when received" buckets=${t} series=${za} /></div>
    <div class="card"><${ur} title=${r} buckets=${t} series=${Qa} /></div>
    <div class="card"><${dr} title="Latest answers and errors" rows=${e.results.map(Xa)} /></div>`}function Xa({result:e,text:t,count:n}){let o=Number(e),r=o?`HTTP ${e}`:e,s=Ie(o)?"good":e==="unknown"?"off":"bad";return{label:r,count:n,tone:s,note:t.replace(/^the receiver answered \d+ ?/,"")}}var ei=25,ti=100,ni=5e3;function ut(e){return`${e.event_id} ${e.received_at}`}function jt(e,t,n){let o=[e,n,...Ae.map(_=>t[_])],r=`${e}/deliveries`,s=A([]),i=L((_,h)=>h?ri(r,t,{before:h,rows:s.current},_):oi(r,t,_),o,{refresh:!0}),{first:l,updates:u}=i.data??Dr,f=Mt(l,(_,h)=>Fr(r,t,_,h)),[c,$]=m([]);T(()=>$([]),[l]);let p=ce(()=>[...c,...l.deliveries,...f.pages.flatMap(h=>h.deliveries)].map(h=>u.get(ut(h))??h),[l,f.pages,c,u]);s.current=p;let d=ce(()=>ii(u,p,t),[u,p]);return{rows:p,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...c]),older:f,loaded:i}}var Dr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function oi(e,t,n){return{...Dr,updates:new Map,first:await Fr(e,t,void 0,n)}}function Fr(e,t,n,o){return It(r=>I(e,{...Ke(t),limit:ei,cursor:r},o),r=>r.deliveries,n)}async function ri(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&ai(o)||si(o),l={...i,limit:ti,with_status:!0},u=await I(e,l,r),f=new Map(n.updates);for(let p of u.deliveries)f.set(ut(p),p);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>Gt(o);return{first:n.first,updates:f,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function Gt(e){return e[0]?.received_at??""}function si(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>Rr(r)&&r.received_at>=t).at(-1)?.received_at??Gt(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-ni)).toISOString()}}function ai(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>Rr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:Gt(r)}}function Rr(e){return e.state==="waiting"||e.state==="queued"}function ii(e,t,n){let o=new Set(t.map(ut)),r=Gt(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&Cr(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function zt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=A(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:f,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${Or} types=${ci(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${li(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${f} retry=${r} /><${ui} known=${e} webhookId=${t} loading=${c} />`:a`<${R} of=${e.loaded} what="the deliveries" />`}
  </section>`}function li({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function ci(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function ui({known:e,webhookId:t,loading:n}){let[o]=O(),{rows:r,older:s}=e,l=Ae.some(u=>o[u])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e}
          caption="Deliveries, newest first"
          columns=${di(t)}
          rows=${r}
          rowKey=${ut}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${At} following=${s} label="Older" />
  </div>`}function di(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${v(C("webhooks",e,"deliveries",t.event_id))}><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${fi} row=${t} />`},{key:"last",label:"Latest attempt",cell:({last_attempt:t,held:n})=>a`<${Ct} attempt=${t} none=${n?"held back":"none yet"} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function fi({row:e}){return a`<span class="state">
    <${ye} state=${e.state} />
    <span class="why">
      ${e.reason&&we(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function Lr({id:e,name:t,path:n}){let[o]=O(),[r,s]=m(0),i=ve(()=>s(c=>c+1),[]),l=jt(n,o,r),{data:u,failure:f}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${u?a`<${pi} id=${e} />
          <${zt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:f?.status===404?a`<${$i} />`:a`<${R} of=${l.loaded} what="what is kept of its deliveries" />`}`}function pi({id:e}){let t=v(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div role="status"><${K} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function $i(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${v("")}>To the overview</a></p>
  <//>`}function Nr({path:e,onEnd:t}){let o=F(J)[e];T(()=>{_r(e)},[e]);let r=A(o?.state);return T(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${y}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${mi(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${hi} job=${o} path=${e} /></div>
  </section>`:null}function mi(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function hi({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>Mn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>An(t)}>Go on</button>`}
    <button type="button" onClick=${()=>br(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function Ir({webhook:e,path:t}){let[n]=O(),o=()=>We({do:void 0});return a`<button type="button" onClick=${()=>We({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(Hn(n)?a`<${bi} webhook=${e} path=${t} onClose=${o} />`:a`<${_i} onClose=${o} />`)}`}function _i({onClose:e}){return a`<${q} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function bi({webhook:e,path:t,onClose:n}){let[o]=O(),[r]=m(()=>vi(Ke(o))),s=L(f=>M("POST",`${t}/resend`,{...r,dry_run:!0},f),[t]),i=s.data,l=Hn(o);function u(){if(!i)return;let f=`Sending again: ${l}`;qt(t,{kind:"resend",title:f,body:r,total:i.matching,isMore:i.more}),n()}return a`<${q} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${y}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${Pn(i)}</p>`:a`<${R} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function vi(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var dt={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var Mr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function Ar(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?te(e,"filter"):""}}function Qt(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...Hr(e),headers:e.headers.length>0?Wr(e.headers):void 0,max_in_flight:Ve(e.inFlight),rate_per_second:Ve(e.rate),filter:me(e.filter)}}function Pr(e,t){return{...xe(e,t,"name","name",e.name),...xe(e,t,"url","url",e.url.trim()),...xe(e,t,"types","event_types",e.types),...xe(e,t,"format","message_format",e.format),...xe(e,t,"signing","signing",e.signing),...Hr(e),...e.replaceHeaders?{headers:Wr(e.headers)}:{},...xe(e,t,"inFlight","max_in_flight",Ve(e.inFlight)??0),...xe(e,t,"rate","rate_per_second",Ve(e.rate)??0),...xe(e,t,"filter","filter",me(e.filter)??null)}}function xe(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function Hr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Wr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function Ve(e){if(e.trim()==="")return;let t=Number(e);return Number.isFinite(t)?t:e}function me(e){return e.trim()===""?void 0:Re(e)}function Jt({secret:e,onClose:t}){let[n,o]=m(!1),r=xt("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${q} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${de} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function Ur({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=m(""),[i,l]=m("24"),[u,f]=m(""),c=W(_=>M("POST",`${t}/rotate-secret`,gi(r,i),_));async function $(_){_.preventDefault();let h=await c.run();if(h){if(h.secret_token)return f(h.secret_token);V("The secret is replaced."),p()}}function p(){o(),n()}if(u)return a`<${Jt} secret=${u} onClose=${p} />`;let{failure:d}=c;return a`<${q} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${Z} label="New secret" hint="Leave it empty to have one made, which is shown once."
        value=${r} error=${d?.about("secret_token")} input=${{type:"password"}} onInput=${s} />
      <${Z} label="Hours that the old secret signs too" hint="0 to 168"
        value=${i} error=${d?.about("grace_period_hours")} input=${{inputmode:"decimal"}} onInput=${l} />
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function gi(e,t){return{secret_token:e||void 0,grace_period_hours:Ve(t)}}function Br({webhook:e,path:t,reload:n}){let[o,r]=m(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${yi} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${Ur} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${wi} webhook=${e} path=${t} onClose=${s} />`}`}function yi({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>M("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(V("The webhook is disabled."),n(),o())}return a`<${q} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function wi({webhook:e,path:t,onClose:n}){let[o,r]=m(""),s=W(f=>M("DELETE",t,void 0,f)),i=X(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(f){f.preventDefault(),l&&await s.run()&&(V("The webhook is deleted."),Le(v("")))}return a`<${q} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${u}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${Z} label=${a`Type its name to confirm: <${y}>${i}<//>`} value=${o} onInput=${r} />
      <${x} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function qr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${ki(e)}</span></summary>
      <dl class="facts">
        <${k} name="URL, without its query"><code><${y}>${e.url}<//></code><//>
        <${k} name="Id"><${de} text=${e.webhook_id} what="the webhook's id" /><//>
        <${k} name="Message format">${dt[e.message_format]?.label??e.message_format}<//>
        <${k} name="Secret"><${Si} webhook=${e} /><//>
        ${e.public_key&&a`<${k} name="Public key (ed25519)"><${de} text=${e.public_key} what="the public key" /><//>`}
        <${k} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${k} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${k} name="Made"><${w} at=${e.created_at} /><//>
        <${k} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${xi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${te(e,"filter")} what="the filter" /></div>`}
      <${Br} webhook=${e} path=${t} reload=${n} />
    </details>`}function ki(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,dt[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function xi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${v(C("event-types",e))} class="tag">${e}</a> `}function Si({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function Vr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=wn(t);return a`<section class=${`card situation ${n}`} aria-label="How it is doing">
    <div role="status"><${K} tone=${n}>${o}<//></div>
    <div>${Ti[t.state](t,e)}</div>
    <dl class="facts">
      <${k} name="Waiting">${ot(t)}<//>
      ${t.oldest_waiting_at&&a`<${k} name="Oldest waiting"><${w} at=${t.oldest_waiting_at} show="ago" /><//>`}
      ${t.last_failure_at&&a`<${k} name="Last failure"><${w} at=${t.last_failure_at} show="ago" /><//>`}
      <${k} name="Last success"><${w} at=${t.last_success_at} show="ago" /><//>
    </dl>
  </section>`}var Ti={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Kr(e)} ${Yt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Kr(e)} ${Yt(e,"The next attempt is due")}
    </p>
    <${Wn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Yt(e,"The next try is due")}
    </p>
    <${Wn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Yt(e,"The next attempt is due")}
    </p>
    <${Wn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${y}>${Ci(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${Oi(t)}</p>`};function Wn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=Ot(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Kr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${ot(e)} deliveries wait.`:""}function Yt(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function Ci(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function Oi({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function jr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(c=>I(n,{},c),[n]),r=o.data,[s,i]=m(0),l=ve(()=>i(c=>c+1),[]),u=Ft(l,[1500]),f=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>`;return o.failure?.status===404?a`${f}<${Lr} id=${t} name=${r?.name??t} path=${n} />`:a`${f}
    <${H} title=${r?r.name:"Webhook"} of=${r?Dt(r.url):t}>
      ${r&&a`<${Tr} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${Ei} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${R} of=${o} what="the webhook" />`}`}function Ei({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=O(),i=jt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[f,c]=m(void 0),[$,p]=m(0),d=f?.of===e?Di(e,f.status):e.status;function _(){o(),r()}return T(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),T(()=>{u&&r()},[u]),a`<p class="url"><${y}>${e.url}<//></p>
    <${Vr} webhook=${{...e,status:d}} />
    <${qr} webhook=${e} path=${t} reload=${r} />
    <${Nr} path=${t} onEnd=${_} />
    <${Er} path=${t} changes=${n+$} />
    <${zt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>p(h=>h+1)}
      reload=${o}
    >
      <${Ir} webhook=${e} path=${t} />
    <//>`}function Di(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function Zt(e,t){let[n,o]=m(""),{wanted:r,others:s}=Kt(e,t),i=r.length>0?r:s,l=i.find(u=>u.name===n)??i[0];return{offered:i,type:l,choose:o}}var Fi=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Gr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${Tn}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${je(e,me)||n}
      placeholder=${Fi}
      value=${e}
      onInput=${t}
    />
    ${o&&a`<${Ri} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function je(e,t){try{return t(e),""}catch(n){return`This is not JSON: ${n instanceof Error?n.message:n}`}}function Ri({path:e,filter:t,types:n,chosen:o}){let{offered:r,type:s,choose:i}=Zt(o,n),[l,u]=m(void 0),f=ce(()=>(s&&te(n,n.indexOf(s),"example"))??"{}",[n,s]),c=l??f,$=je(c,Re),p=[t,c,s?.name],d=W(b=>{let g={event_type:s?.name,event:Re(c)};return M("POST",`${e}/filter/try`,{filter:me(t)??null,...g},b)},p),[_,h]=m(void 0);T(()=>h(void 0),p);function S(b){i(b),u(void 0)}return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${Be} label="Event type" value=${s?.name} onChange=${S}>
        ${r.map(({name:b})=>a`<option key=${b} value=${b}>${b}</option>`)}
      <//>
    </div>
    <${Tn} label="Its payload" error=${$} value=${c} onInput=${u} />
    <button type="button" disabled=${d.busy||!s||!!($||je(t,me))}
      onClick=${async()=>h(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${_&&a`<${Li} result=${_} />`}</div>
  </details>`}function Li({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${K} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${K} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${y}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${y}>${o.text}<//></span>
        </li>`)}
    </ul>`}function zr({draft:e,stored:t,change:n,error:o}){let r=j(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <${ae} checked=${i} onChange=${l=>n({replaceHeaders:l})}>
        Replace all of them: their values have to be given again
      <//>`}
    ${(i||t.length===0)&&a`<${Ni} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function Ni({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${z(s=>n(r,{name:s}))} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${z(s=>n(r,{value:s}))} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Qr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${at}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Mi(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Z}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${at}
      legend="Signature"
      value=${e.signing}
      choices=${Ii}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Ii=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Mi(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Jr({body:e,types:t,chosen:n,note:o,ready:r,noted:s}){let{offered:i,type:l,choose:u}=Zt(n,Vt(t)),[f,c]=m(void 0),$=W(s(p=>{c(void 0);let d=e();return M("POST","/api/webhooks/test",{...d,event_type:l?.name},p)}));return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${Be} label="Example of" value=${l?.name} onChange=${u}>
        ${i.map(({name:p})=>a`<option key=${p} value=${p}>${p}</option>`)}
      <//>
    </div>
    <button type="button" disabled=${$.busy||!r} onClick=${async()=>c(await $.run())}>${$.busy?"Trying …":"Try it"}</button>
    <${x} failure=${$.failure} />
    <div role="status" class="trial-result">${f&&a`<${Ai} tried=${f} />`}</div>
  </section>`}function Ai({tried:{attempt:e,request:t}}){let{text:n,todo:o}=pe(e),r=Ie(e.status);return a`<p class="spaced">
      <${K} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${ne(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${Sn} sent=${t} file="request.txt" />
    </details>`}function Yr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=m(""),i=j(),l=e.data??[],u=Rt(l,r);function f(c,$){let p=t.filter(d=>!c.includes(d));n($?[...p,...c]:p)}return a`<fieldset aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Pi} chosen=${t} onRemove=${c=>f([c],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${c=>c.key==="Enter"&&c.preventDefault()}
          onInput=${z(s)} />
      </div>
      <${Hi} known=${Bi(l)} onAdd=${c=>f([c],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${R} of=${e} what="the event types" />
      ${e.data&&u.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Lt(u,Ui)].map(([c,$])=>a`<${Wi} key=${c} name=${c} members=${$} chosen=${t} set=${f} />`)}
    </div>
  </fieldset>`}function Pi({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function Hi({known:e,onAdd:t}){let[n,o]=m(""),r=j();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${z(o)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function Wi({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=j();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${y}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${X(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<${ae} key=${l.name} title=${X(l.description)} checked=${n.includes(l.name)}
        onChange=${u=>o([l.name],u)}>${l.name}<//>`)}
  </div>`}function Ui(e){return e.family==="onefuzz"?e.name.split("_")[0]??e.name:rt(e)}function Bi(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Zr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=m(()=>e?Ar(e):Mr),[i,l]=m(s),[u,f]=Ki(),c=ke(),$=W(f(b=>n(i,s,b))),p=A(null),d=JSON.stringify(i)!==JSON.stringify(s),_=xt("Leave the form? What you have changed is lost.",d);Vi(p,u);let h=b=>l(g=>({...g,...b}));async function S(b){if(b.preventDefault(),je(i.filter,me))return p.current?.querySelector("textarea")?.focus();let g=await $.run();g&&(_(),o(g))}return a`<form ref=${p} onSubmit=${S} novalidate>
    ${$.failure===u&&a`<${x} failure=${u} />`}
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Z} label="Name" value=${i.name} error=${oe(u,"name")} onInput=${b=>h({name:b})} />
      <${Z} label="URL" value=${i.url} error=${oe(u,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${b=>h({url:b})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${Yr} types=${c} chosen=${i.types} error=${oe(u,"event_types")} onChange=${b=>h({types:b})} />
      <${Gr} value=${i.filter} error=${oe(u,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${b=>h({filter:b})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${at} legend="Message format" value=${i.format} error=${oe(u,"message_format")}
        choices=${Object.entries(dt).map(([b,g])=>({value:b,...g}))}
        onChange=${b=>h({format:b})} />
      <${Qr} draft=${i} webhook=${e} change=${h} error=${oe(u,"secret_token")} signingError=${oe(u,"signing")} />
      <${zr} draft=${i} stored=${e?.headers??[]} change=${h} error=${oe(u,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Z} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${oe(u,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${b=>h({inFlight:b})} />
        <${Z} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${oe(u,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${b=>h({rate:b})} />
      </div>
    </section>
    </div>
    <${Jr} body=${()=>qi(i)} ready=${!je(i.filter,me)} types=${c.data??[]} chosen=${i.types} noted=${f}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function qi(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Qt({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Ki(){let[e,t]=m(void 0);return[e,o=>async r=>{t(void 0);try{return await o(r)}catch(s){let i=Fe(s);throw t(i),i}}]}function Vi(e,t){T(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Xr(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${ts}
      done="The webhook is made."
      cancelTo=${v("")}
      save=${(e,t,n)=>M("POST","/api/webhooks",Qt(e),n)}
    />`}function es({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(i=>I(n,{},i),[n]),r=o.data,s=v(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${s}><${y}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${ts}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>M("PATCH",n,Pr(i,l),u)}
        />`:a`<${R} of=${o} what="the webhook" />`}`}function ts({done:e,...t}){let[n,o]=m(void 0);function r(s){V(e),Le(v(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Jt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Zr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var ns=[{pattern:"",view:mr,part:""},{pattern:"failures",view:sr,part:"failures"},{pattern:"events",view:or,part:"events"},{pattern:"events/:event",view:rr,part:"events"},{pattern:"new-webhook",view:Xr,part:""},{pattern:"webhooks/:webhook/edit",view:es,part:""},{pattern:"webhooks/:webhook",view:jr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Go,part:""},{pattern:"event-types",view:Xo,part:"event-types"},{pattern:"event-types/:name",view:er,part:"event-types"}],Xt=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function os(){return F(Xe)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{To(),V("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${kt}>Enter a key</button>`}function rs(){let{wanted:e,refused:t}=F(Ze);return e?a`<${ji} refused=${t} />`:null}function ji({refused:e}){let[t,n]=m(""),[o,r]=m(!1);function s(i){i.preventDefault(),t.trim()&&So(t,o)}return a`<${q} title="Key" onClose=${bn}>
    <form onSubmit=${s}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${Z} label="Key" value=${t} error=${e?"The relay refuses the key that was given.":""}
        input=${{type:"password",autofocus:!0}} onInput=${n} />
      <${ae} checked=${o} onChange=${r}>Keep it until this tab is closed<//>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!t.trim()}>Use this key</button>
        <button type="button" onClick=${bn}>Go on without</button>
      </div>
    </form>
  <//>`}var ss="relay-shortcuts",Bn="g",as=[{keys:"/",does:"move to the search field",act:Gi},...Xt.map(({path:e,label:t,key:n})=>({keys:`${Bn} ${n}`,does:t.toLowerCase(),act:()=>Le(v(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>fe.set(!fe.value)},{keys:"?",does:"this help",act:Kn}],qn=new U(!1);function Kn(){qn.set(!0)}function Gi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function is(){let e=F(qn),t=F(Vn);return e?a`<${q} title="Keyboard" onClose=${()=>qn.set(!1)}>
    <dl class="keys">
      ${as.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <${ae} checked=${t} onChange=${zi}>Keys of one letter work outside of fields<//>
  <//>`:null}var Vn=new U(Pe("localStorage",ss)!=="off");function zi(e){Vn.set(e),ge("localStorage",ss,e?"on":"off")}var Un=!1;document.addEventListener("keydown",e=>{if(!Qi(e))return;let t=Un?[`${Bn} ${e.key}`,e.key]:[e.key];Un=e.key===Bn&&!Un;let n=as.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Qi(e){return e.ctrlKey||e.metaKey||e.altKey||!Vn.value?!1:!Ji(e.target)&&!document.querySelector("dialog[open]")}function Ji(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var jn=6e4,Yi=3*jn,Zi={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function ls({part:e,children:t}){return tl(),a`
    <a class="skip" href="#main" onClick=${Xi}>Skip to the content</a>
    <${ol} />
    <header class="top">
      <a class="brand" href=${v("")}><${el} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Xt.map(n=>a`<a key=${n.path} href=${v(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${nl} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${Wo} />
      <${os} />
      <button type="button" class="quiet" onClick=${Kn}>Keyboard help</button>
    </footer>
    <${rs} />
    <${is} />
    <${Mo} />
  `}function Xi(e){e.preventDefault(),document.getElementById("main")?.focus()}function el(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function tl(){T(()=>{let e=new AbortController,t=!1;async function n(){let r=Pt.value,s=r&&Date.now()-r.at<jn;t||document.hidden||s||Q.value.path===""||(t=!0,await Ht(e.signal).catch(()=>{}),t=!1)}n();let o=setInterval(n,jn/4);return()=>{e.abort(),clearInterval(o)}},[])}function nl(){let e=F(Pt),t=F(nt);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Yi?Zi:Wt(e.health);return a`<a class="relay" href=${v("")} title=${r}><${K} tone=${n}>${o}<//></a>`}function ol(){let e=F(He),[t,n]=m(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return T(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function rl(e){for(let t of ns){let n=Ro(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function sl(){let{path:e}=F(Q),t=rl(e);return a`<${ls} part=${t?.route.part}>
    <${al} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${il} />`}
    <//>
  <//>`}function al({children:e}){let[t]=yo(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function il(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${v("")}>To the overview</a></p><//>`}var Gn=document.getElementById("app");Gn&&(Gn.textContent="",vo(a`<${sl} />`,Gn));
